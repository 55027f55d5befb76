import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { buildPackage } from './package.mjs';
import { playwrightResults, vitestResults } from './results.mjs';
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
  return (await run(script, args)) === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [script] };
}

/** What a test runner wrote to its report; null where it wrote none, as when it could not start. */
async function reportOf(script, args, env, file) {
  const code = await run(script, args, env);
  const report = await readFile(file, 'utf8').then(JSON.parse, () => null);
  return { code, report };
}

/** Gives `work` a folder of its own for the time it takes. */
async function inFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-test-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The runs of one project of vitest. What did not pass has failed: there is no skipping here. */
const vitest = (project, env) =>
  inFolder(async (folder) => {
    const file = join(folder, 'report.json');
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code, report } = await reportOf('vitest/vitest.mjs', args, env, file);
    return vitestResults(report, code, root);
  });

/** The examples of the Playwright fixture, as somebody who uses the package runs them. */
const examples = (env) =>
  inFolder(async (folder) => {
    const file = join(folder, 'report.json');
    const args = ['test', '-c', 'examples/playwright', '--reporter=list,json'];
    const { code, report } = await reportOf('@playwright/test/cli.js', args, { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file }, file);
    return playwrightResults(report, code);
  });

/** Builds both targets and the package; counts as one check. A failed build is said and does not stop what can be run without it. */
async function buildAll() {
  try {
    await build();
    await buildPackage();
    return { passed: 1, failures: [] };
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return { passed: 0, failures: [error.message] };
  }
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !parts.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`Unknown part ${unknown.join(', ')}; there are ${parts.join(', ')}.\n`);
  process.exit(2);
}
const wanted = named.length > 0 ? parts.filter((part) => named.includes(part)) : parts;
const total = { passed: 0, failures: [] };

/** Runs one part and adds it up; prints how long it took, because slow tests are a defect as well. */
async function part(title, work) {
  const started = Date.now();
  const { passed, failures } = await work();
  total.passed += passed;
  total.failures.push(...failures.map((failure) => `${title}: ${failure}`));
  process.stdout.write(`${title}: ${passed} passed, ${failures.length} failed (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
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
  total.failures.push(error.message);
}
// A long run scrolls away: what failed is said once more where everybody looks.
if (total.failures.length > 0) process.stdout.write(`\nFailed:\n${total.failures.map((failure) => `  ${failure}`).join('\n')}\n`);
process.stdout.write(`${total.passed} passed, ${total.failures.length} failed\n`);
process.exitCode = total.failures.length === 0 ? 0 : 1;
