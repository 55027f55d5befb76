import { spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup.mjs';

// `npm run bench` runs every suite, `npm run bench -- engine --full --json FILE` one of them with ten million events.

const root = fileURLToPath(new URL('..', import.meta.url));
/** A suite is a file of test/bench named here; it prints its rows as JSON. */
const known = ['engine', 'hook', 'panel', 'lifecycle'];

/** Bundles and runs a suite in a process of its own, so that suites do not burden each other. Returns its rows. */
async function run(suite, flags) {
  const { build } = await import('esbuild');
  const folder = join(root, 'dist', 'bench');
  const outfile = join(folder, `${suite}-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await build({
      entryPoints: [join(root, 'test', 'bench', `${suite}.ts`)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      define: { __IDSCOPE_VERSION__: JSON.stringify('bench') },
      logLevel: 'silent',
    });
    return JSON.parse(await outputOf(['--expose-gc', '--max-old-space-size=8192', outfile, ...flags]));
  } finally {
    await rm(outfile, { force: true });
  }
}

function outputOf(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(said) : reject(new Error(`the bench ended with ${code}`))));
  });
}

const number = (value) => value.toLocaleString('en', { maximumSignificantDigits: 4 });

function print(rows) {
  const cells = [
    ['', 'value', 'unit', 'reference', 'ratio', 'target', ''],
    ...rows.map(({ id, value, unit, reference, ratio, target, met }) => [
      id,
      number(value),
      unit,
      reference === undefined ? '' : `${number(reference.value)} (${reference.what})`,
      ratio === undefined ? '' : number(ratio),
      target,
      target === 'told' ? '' : met ? 'met' : 'MISSED',
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, full: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
  });
  const there = (await readdir(join(root, 'test', 'bench'))).map((file) => file.replace(/\.ts$/, ''));
  const missing = positionals.find((suite) => !known.includes(suite) || !there.includes(suite));
  const suites = known.filter((suite) => there.includes(suite));
  if (missing !== undefined) throw new Error(`There is no bench ${JSON.stringify(missing)}; there are ${suites.join(', ')}.`);
  await ensureDependencies();
  const flags = [...(values.full ? ['--full'] : []), ...(values.only ?? []).flatMap((name) => ['--only', name])];
  const rows = [];
  for (const suite of positionals.length > 0 ? positionals : suites) rows.push(...(await run(suite, flags)));
  print(rows);
  if (values.json !== undefined) {
    const bench = { schema: 1, node: process.version, browser: null, rows };
    await writeFile(values.json, `${JSON.stringify(bench, null, 2)}\n`);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
