import { spawn } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSizes } from './budgets.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Where builds stand. Another folder can be named, so that a build does not change what a running browser has loaded. */
export const dist = join(root, process.env.IDSCOPE_DIST ?? 'dist');
const sources = ['src', 'public', 'manifest.json', 'package.json', 'package-lock.json', 'vite.config.ts'];

/** Newest change below `path`, in epoch ms. Directories count, so that a deleted file is a change as well. */
async function newest(path) {
  const here = await stat(path);
  if (!here.isDirectory()) return here.mtimeMs;
  const below = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(here.mtimeMs, ...below);
}

/** Runs vite and keeps what it says; says it only when it fails. */
function vite(target, outDir) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--outDir', outDir, '--emptyOutDir'], {
      cwd: root,
      env: { ...process.env, IDSCOPE_TARGET: target },
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`The build for ${target} failed:\n${said}`))));
  });
}

/**
 * Builds the extension into `dist/<target>`. A target newer than its sources is left alone unless `force`.
 * The result is put in place in one step: whoever loads the folder meanwhile never sees half a build.
 * Returns the targets that were built; throws with vite's own words when one fails, and when a file outgrows its budget.
 */
export async function build({ targets = ['chrome', 'firefox'], force = false } = {}) {
  const started = new Date();
  const changed = Math.max(...(await Promise.all(sources.map((path) => newest(join(root, path))))));
  const built = [];
  await Promise.all(
    targets.map(async (target) => {
      const final = join(dist, target);
      const last = await stat(join(final, 'manifest.json')).then(
        (found) => found.mtimeMs,
        () => 0,
      );
      if (!force && last > changed) return;
      const fresh = join(dist, `.${target}-${process.pid}`);
      await mkdir(fresh, { recursive: true });
      try {
        await vite(target, fresh);
        await checkSizes(fresh);
        // A source changed while vite was reading is newer than this, and so built again next time.
        await utimes(join(fresh, 'manifest.json'), started, started);
        await rm(final, { recursive: true, force: true });
        await rename(fresh, final);
      } finally {
        await rm(fresh, { recursive: true, force: true });
      }
      built.push(target);
    }),
  );
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = process.argv.slice(2).filter((argument) => argument === 'chrome' || argument === 'firefox');
  try {
    await build({ ...(named.length > 0 ? { targets: named } : {}), force: process.argv.includes('--force') });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
