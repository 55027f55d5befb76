import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recording } from '../../../src/core/recording.ts';
import type { Check, Simulation } from '../../../src/reports/shapes.ts';
import { root } from './paths.ts';

/** Runs the command on a recording as a user would, and reads its JSON. Exit code 1 is a verdict, not a failure. */
async function run(command: 'simulate' | 'check', recording: Recording): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-'));
  try {
    const file = join(folder, 'recording.idscope.json');
    await writeFile(file, JSON.stringify(recording));
    const args = [join(root, 'scripts/idscope.mjs'), command, file, ...(command === 'check' ? ['--reporter', 'json'] : ['--json'])];
    return await new Promise((resolve, reject) => {
      execFile(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
        if (error !== null && error.code !== 1) reject(new Error(`idscope ${command}: ${stderr || error.message}`));
        else resolve(JSON.parse(stdout));
      });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const simulate = async (recording: Recording): Promise<Simulation> => (await run('simulate', recording)) as Simulation;
export const check = async (recording: Recording): Promise<Check> => (await run('check', recording)) as Check;
