import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// The command in a checkout: builds itself when its sources changed, then runs. Standard output belongs to the command.

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist', 'cli', 'idscope.js');
const layers = ['adapters', 'cli', 'core', 'flows', 'messages', 'models', 'reports', 'rules'].map((layer) => join(root, 'src', layer));
const sources = [...layers, join(root, 'package.json'), fileURLToPath(import.meta.url)];

/** Newest change below `path`, in epoch ms, 0 when it is not there. Directories count: a deleted file is a change too. */
async function newest(path) {
  const here = await stat(path).catch(() => null);
  if (here === null || !here.isDirectory()) return here?.mtimeMs ?? 0;
  const below = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(here.mtimeMs, ...below);
}

/** Builds beside the final place and moves it there, so that commands started side by side never read half a file. */
async function build() {
  const started = new Date();
  const { ensureDependencies } = await import('./setup.mjs');
  await ensureDependencies();
  const { build: bundle } = await import('esbuild');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const fresh = join(dirname(built), `.idscope-${process.pid}-${started.getTime()}.js`);
  await mkdir(dirname(built), { recursive: true });
  try {
    await bundle({
      entryPoints: [join(root, 'src', 'cli', 'idscope.ts')],
      outfile: fresh,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      define: { __IDSCOPE_VERSION__: JSON.stringify(version) },
      logLevel: 'silent',
    });
    // Dated by its start: what was edited while it was built counts as newer.
    await utimes(fresh, started, started);
    await rename(fresh, built);
  } finally {
    await rm(fresh, { force: true });
  }
}

try {
  const times = await Promise.all(sources.map(newest));
  const there = await stat(built).catch(() => null);
  if (there === null || there.mtimeMs <= Math.max(...times)) await build();
} catch (error) {
  process.stderr.write(`idscope: it could not be built: ${error.message}\n`);
  process.exit(2);
}
// npm starts scripts in the project's folder; files are named from where the person is.
if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);
await import(pathToFileURL(built).href);
