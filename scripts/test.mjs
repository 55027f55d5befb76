import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { buildPackage } from './package.mjs';
import { ensureBrowsers, ensureDependencies } from './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `npm test` runs all of these in this order; `npm test -- unit lint` only what is named. */
const parts = ['types', 'lint', 'unit', 'contract', 'e2e', 'examples'];

/** Runs a program of node_modules with its output shown. Returns the exit code. */
function run(script, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A check without tests of its own counts as one. */
async function check(script, args) {
  return (await run(script, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts what vitest reports. What did not pass has failed: there is no skipping here. */
async function vitest(project, env) {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-test-'));
  const file = join(folder, 'report.json');
  const code = await run(
    'vitest/vitest.mjs',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    env,
  );
  const report = await readFile(file, 'utf8').then(JSON.parse, () => ({ testResults: [] }));
  await rm(folder, { recursive: true, force: true });
  let passed = 0;
  let failed = 0;
  for (const { status, assertionResults } of report.testResults) {
    const good = assertionResults.filter((result) => result.status === 'passed').length;
    passed += good;
    failed += assertionResults.length - good;
    // A file that could not be loaded has no results, and is a failure all the same.
    if (status === 'failed' && good === assertionResults.length) failed += 1;
  }
  if (code !== 0 && failed === 0) failed = 1;
  return { passed, failed };
}

/** The examples of the Playwright fixture, as somebody who uses the package runs them. */
async function examples(env) {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-test-'));
  const file = join(folder, 'report.json');
  const code = await run('@playwright/test/cli.js', ['test', '-c', 'examples/playwright', '--reporter=list,json'], {
    ...env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const { stats } = await readFile(file, 'utf8').then(JSON.parse, () => ({ stats: { expected: 0, unexpected: 1, flaky: 0, skipped: 0 } }));
  await rm(folder, { recursive: true, force: true });
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed };
}

/** Builds both targets and the package; counts as one check. A failed build is said and does not stop what can be run without it. */
async function buildAll() {
  try {
    await build();
    await buildPackage();
    return { passed: 1, failed: 0 };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`Unknown part ${unknown.join(', ')}; there are ${parts.join(', ')}.\n`);
  process.exit(2);
}
const wanted = named.length > 0 ? parts.filter((part) => named.includes(part)) : parts;
const total = { passed: 0, failed: 0 };

/** Runs one part and adds it up; prints how long it took, because slow tests are a defect as well. */
async function part(title, work) {
  const started = Date.now();
  const { passed, failed } = await work();
  total.passed += passed;
  total.failed += failed;
  process.stdout.write(`${title}: ${passed} passed, ${failed} failed (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

try {
  await ensureDependencies();
  if (['contract', 'e2e', 'examples'].some((name) => wanted.includes(name))) await part('build', buildAll);
  if (wanted.includes('types')) await part('types', () => check('typescript/bin/tsc', ['-p', '.']));
  if (wanted.includes('lint')) await part('lint', () => check('@biomejs/biome/bin/biome', ['check', '.']));
  if (wanted.includes('unit')) await part('unit', () => vitest('unit', {}));
  if (wanted.includes('contract')) await part('contract', () => vitest('contract', {}));
  if (wanted.includes('e2e')) {
    const { chromium, firefox } = await ensureBrowsers({ chromium: true, firefox: true });
    await part('e2e', () => vitest('e2e', { IDSCOPE_CHROMIUM: chromium, IDSCOPE_FIREFOX: firefox }));
  }
  if (wanted.includes('examples')) {
    const { chromium } = await ensureBrowsers({ chromium: true });
    await part('examples', () => examples({ IDSCOPE_CHROMIUM: chromium }));
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  total.failed += 1;
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
