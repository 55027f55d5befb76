import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build as buildExtension } from './build.mjs';
import { ensureBrowsers, ensureDependencies } from './setup.mjs';

// `npm run soak`: what takes longer than tests may. `npm run soak -- memory` runs one part, `--json FILE` keeps the figures.

const root = fileURLToPath(new URL('..', import.meta.url));

/** Parts that print figures: a file of test/soak each. */
const measured = ['memory', 'worker-memory'];
/** Parts that are suites of the browser tests with more of everything. */
const suites = { lifecycle: 'test/e2e/lifecycle', hostile: 'test/e2e/hostile', fuzz: 'test/e2e/fuzz' };
const parts = [...measured, ...Object.keys(suites)];

function outputOf(args, env = {}, shown = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', shown ? 'inherit' : 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said }));
  });
}

/** Bundles and runs a part in a process of its own. Returns its rows. */
async function measure(part, flags) {
  const { build } = await import('esbuild');
  const folder = join(root, 'dist', 'bench', 'run');
  const outfile = join(folder, `soak-${part}-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      entryPoints: [join(root, 'test', 'soak', `${part}.ts`)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      define: { __IDSCOPE_VERSION__: JSON.stringify('soak') },
      logLevel: 'silent',
    });
    const { code, said } = await outputOf(['--expose-gc', '--max-old-space-size=8192', outfile, ...flags]);
    if (code !== 0) throw new Error(`${part} ended with ${code}.`);
    return JSON.parse(said);
  } finally {
    await rm(outfile, { force: true });
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, observations: { type: 'string' }, scripts: { type: 'string' }, seed: { type: 'string' } },
  });
  const unknown = positionals.find((part) => !parts.includes(part));
  if (unknown !== undefined) throw new Error(`There is no part ${JSON.stringify(unknown)}; there are ${parts.join(', ')}.`);
  const wanted = positionals.length > 0 ? positionals : parts;
  await ensureDependencies();
  if (wanted.some((part) => part !== 'memory')) await buildExtension();
  const { chromium, firefox } = await ensureBrowsers({ chromium: true, firefox: true });
  const env = { IDSCOPE_CHROMIUM: chromium, IDSCOPE_FIREFOX: firefox, IDSCOPE_SOAK: '1' };
  const seed = values.seed ?? String(Date.now() % 1_000_000);
  if (wanted.includes('fuzz')) console.log(`fuzz: again with --seed ${seed}`);
  Object.assign(env, { IDSCOPE_FUZZ_SCRIPTS: values.scripts ?? '40', IDSCOPE_FUZZ_SEED: seed });
  Object.assign(process.env, env);
  const rows = [];
  for (const part of measured.filter((one) => wanted.includes(one))) {
    rows.push(...(await measure(part, values.observations === undefined ? [] : ['--observations', values.observations])));
  }
  for (const { id, value, unit, limit, met } of rows) {
    console.log(
      `${id.padEnd(34)} ${value.toLocaleString('en').padStart(12)} ${unit.padEnd(14)} ${limit === null ? '' : `of ${limit} ${met ? '' : 'MISSED'}`}`,
    );
  }
  let failed = rows.some(({ met }) => !met);
  for (const [part, folder] of Object.entries(suites)) {
    if (!wanted.includes(part)) continue;
    const { code } = await outputOf(
      // One browser after the other: each is to have the machine for itself.
      ['node_modules/vitest/vitest.mjs', 'run', '--project', 'e2e', folder, '--testTimeout=1800000', '--no-file-parallelism'],
      env,
      true,
    );
    failed ||= code !== 0;
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ schema: 1, rows }, null, 2)}\n`);
  process.exitCode = failed ? 1 : 0;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
