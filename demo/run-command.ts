import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Check } from '../src/reports/shapes.ts';

/** The output of `idscope check FILE --json`, made by the real command. Throws with its words when it cannot read the file. */
export async function checkFile(root: string, file: string): Promise<Check> {
  const child = spawn(process.execPath, [join(root, 'scripts/idscope.mjs'), 'check', file, '--json'], { cwd: root });
  let output = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0 && code !== 1) throw new Error(`idscope check ${file} ended with ${code}: ${complaint.trim()}`);
  return JSON.parse(output) as Check;
}
