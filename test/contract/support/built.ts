import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { filesBelow, read, root } from './sources.ts';

/** Brings `dist/` up to date, so that no contract is held against an old build. */
export function buildExtension(): void {
  execFileSync(process.execPath, [`${root}scripts/build.mjs`], { cwd: root, stdio: 'pipe' });
}

export const builtScripts = (target: string): readonly string[] => filesBelow(`dist/${target}`, '.js');
export const builtPages = (target: string): readonly string[] => filesBelow(`dist/${target}`, '.html');

/** Size in kB of 1000 bytes, compressed as a store or a server would. */
export const gzipKb = (path: string): number => gzipSync(read(path), { level: 9 }).length / 1000;
