import { spawn } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import { models } from '../../../src/models/index.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { mixpanelLine } from './lines.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const built = join(root, 'dist', 'cli', 'idscope.js');

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** The command as a checkout runs it, in a process of its own. */
const idscope = (args: readonly string[], input = ''): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'scripts', 'idscope.mjs'), ...args], { cwd: tmpdir() });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });

const lines = [mixpanelLine('View', { d: 'D1' }), mixpanelLine('Sign Up', { d: 'D1', u: 'U1' })].join('\n');

describe('the command in a checkout', { timeout: 60_000 }, () => {
  let folder = '';
  const recording = () => join(folder, 'session.idscope.json');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idscope-test-'));
    const session = recordingOf((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').anonymous('D1');
      page.track('View');
      page.send();
    });
    await writeFile(recording(), serialiseRecording(session));
    await idscope(['--version']);
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('builds itself when it is older than its sources, and keeps standard output clean', async () => {
    await utimes(built, new Date(0), new Date(0));
    const { code, out, err } = await idscope(['models', '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out).map(({ id }: { id: string }) => id)).toEqual(models.map(({ id }) => id));
  });

  it('reads standard input', async () => {
    const { code, out } = await idscope(['simulate', '-', '--json'], lines);
    expect(code).toBe(0);
    expect(JSON.parse(out).projects[0].profiles[0].label).toBe('U1');
  });

  it('reads a recording from the disk', async () => {
    const { code, out } = await idscope(['simulate', recording(), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).projects[0]).toMatchObject({ vendor: 'mixpanel', project: 'T' });
  });

  it('passes on its exit codes', async () => {
    expect((await idscope(['check', recording()])).code).toBe(0);
    expect((await idscope(['check', recording(), '--flow', 'sign-up'])).code).toBe(1);
    expect(await idscope(['simulate', join(folder, 'absent')])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^idscope: .*\n$/),
    });
  });

  it('writes a large answer whole', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => mixpanelLine('View', { d: `D${n}`, id: `i${n}` })).join('\n');
    const { out } = await idscope(['simulate', '-', '--json'], many);
    expect(JSON.parse(out).projects[0].events).toHaveLength(3_000);
  });
});
