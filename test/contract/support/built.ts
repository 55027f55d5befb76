import { execFileSync } from 'node:child_process';
import { filesBelow, root } from './sources.ts';

/** Brings `dist/` up to date, so that no contract is held against an old build. */
export function buildExtension(): void {
  execFileSync(process.execPath, [`${root}scripts/build.mjs`], { cwd: root, stdio: 'pipe' });
}

export const builtScripts = (target: string): readonly string[] => filesBelow(`dist/${target}`, '.js');
export const builtPages = (target: string): readonly string[] => filesBelow(`dist/${target}`, '.html');
