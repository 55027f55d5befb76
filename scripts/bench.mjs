import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ensureBrowsers, ensureDependencies } from './setup.mjs';

// `npm run bench` runs every suite, `npm run bench -- engine --full --json FILE` one of them with ten million events.
// The exit code is 1 when a target was missed.

const root = fileURLToPath(new URL('..', import.meta.url));
/** A suite is a file of test/bench named here; it prints its rows as JSON. */
const known = ['engine', 'hook', 'panel', 'lifecycle'];
/** These measure the built extension in a browser. */
const inBrowser = ['hook', 'panel'];

/** Bundles and runs a suite in a process of its own, so that suites do not burden each other. Returns its rows. */
async function run(suite, flags) {
  const esbuild = await import('esbuild');
  // As deep as the sources of the browser tests, which find the root by their own place.
  const folder = join(root, 'dist', 'bench', 'run');
  const outfile = join(folder, `${suite}-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  try {
    await esbuild.build({
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

/** Builds the extension and finds the browser for the suites that need them. Returns what the browser says it is. */
async function prepareBrowser() {
  await build();
  const { chromium } = await ensureBrowsers({ chromium: true });
  process.env.IDSCOPE_CHROMIUM = chromium;
  return execFileSync(chromium, ['--version']).toString().trim();
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
  const wanted = positionals.length > 0 ? positionals : suites;
  const browser = wanted.some((suite) => inBrowser.includes(suite)) ? await prepareBrowser() : null;
  const rows = [];
  for (const suite of wanted) rows.push(...(await run(suite, flags)));
  print(rows);
  if (values.json !== undefined) {
    const bench = { schema: 1, node: process.version, browser, rows };
    await writeFile(values.json, `${JSON.stringify(bench, null, 2)}\n`);
  }
  if (rows.some(({ met }) => !met)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
