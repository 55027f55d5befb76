import { spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './setup.mjs';

// What `npm pack` packs: the command and the Playwright fixture, each in one file, with types.

const root = fileURLToPath(new URL('..', import.meta.url));
const final = join(root, 'dist', 'package');
const sources = ['src', 'package.json', 'scripts/package.mjs'];

/** Newest change below `path`, in epoch ms. Directories count: a deleted file is a change too. */
async function newest(path) {
  const here = await stat(path);
  if (!here.isDirectory()) return here.mtimeMs;
  const below = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(here.mtimeMs, ...below);
}

function compileTypes(out) {
  const args = ['-p', 'tsconfig.package.json', '--outDir', out];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...args], { cwd: root });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`The types could not be made:\n${said}`))));
  });
}

/** Types name each other as they will be called. */
async function namedAsDeclarations(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await namedAsDeclarations(path);
    else await writeFile(path, (await readFile(path, 'utf8')).replace(/(from '|import\(")(\.[^'"]*)\.tsx?(?=['"])/g, '$1$2.js'));
  }
}

/** Packages whose code stands in the bundles. */
const bundled = ['fflate', 'uuid'];

async function licenceOf(name) {
  const folder = join(root, 'node_modules', name);
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  return readFile(join(folder, file), 'utf8');
}

async function bundle(out, version) {
  const { build } = await import('esbuild');
  const common = { bundle: true, logLevel: 'silent', define: { __IDSCOPE_VERSION__: JSON.stringify(version) } };
  const node = { ...common, platform: 'node', format: 'esm', target: 'node20', external: ['@playwright/test'] };
  await build({
    ...node,
    entryPoints: [join(root, 'src/cli/idscope.ts')],
    outfile: join(out, 'idscope.js'),
    banner: { js: '#!/usr/bin/env node' },
  });
  await build({ ...node, entryPoints: [join(root, 'src/playwright/index.ts')], outfile: join(out, 'playwright.js') });
  await build({
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    entryPoints: [join(root, 'src/playwright/page/page.iife.ts')],
    outfile: join(out, 'page.js'),
  });
  await chmod(join(out, 'idscope.js'), 0o755);
  const licences = await Promise.all(bundled.map(async (name) => `${name}\n\n${await licenceOf(name)}`));
  await writeFile(join(out, 'LICENSES.txt'), licences.join('\n\n'));
}

/** Another process may have put its own build there meanwhile: the last one stays. */
async function putInPlace(fresh) {
  for (let tries = 0; ; tries += 1) {
    await rm(final, { recursive: true, force: true });
    try {
      await rename(fresh, final);
      return;
    } catch (error) {
      if (tries === 9 || (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST')) throw error;
    }
  }
}

/** Builds `dist/package` unless it is newer than its sources, and puts it in place in one step. `types: false` leaves the types out. */
export async function buildPackage({ types = true } = {}) {
  await ensureDependencies();
  const started = new Date();
  const changed = Math.max(...(await Promise.all(sources.map((path) => newest(join(root, path))))));
  const mark = join(final, types ? 'types' : 'page.js');
  const last = await stat(mark).then(
    (found) => found.mtimeMs,
    () => 0,
  );
  if (last > changed) return;
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const fresh = join(root, 'dist', `.package-${process.pid}`);
  try {
    await mkdir(fresh, { recursive: true });
    await bundle(fresh, version);
    if (types) {
      await compileTypes(join(fresh, 'types'));
      await namedAsDeclarations(join(fresh, 'types'));
    }
    // A source changed meanwhile is newer than this, and so built again next time.
    for (const name of await readdir(fresh)) await utimes(join(fresh, name), started, started);
    await putInPlace(fresh);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await buildPackage({ types: !process.argv.includes('--no-types') });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
