import { execFileSync } from 'node:child_process';
import { root } from './sources.ts';

/**
 * Brings `dist/` up to date before the first contract is looked at, so that none is held against an old build, and none against a
 * folder that a build beside it is just replacing.
 */
export function setup(): void {
  execFileSync(process.execPath, [`${root}scripts/build.mjs`], { cwd: root, stdio: 'pipe' });
}
