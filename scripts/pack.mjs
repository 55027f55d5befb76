import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, dist } from './build.mjs';
import { ensureDependencies } from './setup.mjs';

// `npm run pack`: the two packages for the stores, and the sources for whoever reviews them.

const root = fileURLToPath(new URL('..', import.meta.url));
/** What a checkout holds besides its sources. */
const notSource = new Set(['node_modules', 'dist', '.git']);

async function filesBelow(folder, wanted = () => true, base = folder) {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => wanted(name));
  const below = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path, undefined, base) : [relative(base, path).replaceAll('\\', '/')];
    }),
  );
  return below.flat();
}

/** Every file of the project: those that are committed, or all but what was built when this is no checkout. */
async function sourceFiles() {
  try {
    const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 1 << 24 });
    return stdout.split('\0').filter((path) => path !== '');
  } catch {
    return filesBelow(root, (name) => !notSource.has(name));
  }
}

/**
 * Zips `paths` of `folder`: in order of their names, all of one date, so that the same files give the same bytes
 * on every machine and in every time zone.
 */
async function zip(folder, paths) {
  const { zipSync } = await import('fflate');
  // A zip holds local time, without a zone.
  const mtime = new Date(1980, 0, 1);
  const ordered = [...paths].sort((a, b) => (a < b ? -1 : 1));
  const entries = await Promise.all(ordered.map(async (path) => [path, [new Uint8Array(await readFile(join(folder, path))), { mtime }]]));
  return zipSync(Object.fromEntries(entries), { level: 9 });
}

/** Writes the three zips into `dist/zips` (or `out`) and returns `{ file, bytes, sha256 }` of each. */
export async function pack({ out = join(dist, 'zips'), force = false } = {}) {
  await ensureDependencies();
  await build({ force });
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const parts = [
    { what: 'chrome', folder: join(dist, 'chrome'), paths: await filesBelow(join(dist, 'chrome')) },
    { what: 'firefox', folder: join(dist, 'firefox'), paths: await filesBelow(join(dist, 'firefox')) },
    { what: 'source', folder: root, paths: await sourceFiles() },
  ];
  await mkdir(out, { recursive: true });
  const packed = [];
  for (const { what, folder, paths } of parts) {
    const bytes = await zip(folder, paths);
    const file = join(out, `idscope-${version}-${what}.zip`);
    await writeFile(file, bytes);
    packed.push({ file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return packed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const { file, bytes, sha256 } of await pack({ force: process.argv.includes('--force') }))
      console.log(`${sha256}  ${(bytes / 1000).toFixed(0).padStart(5)} kB  ${relative(process.cwd(), file)}`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
