import { fileURLToPath } from 'node:url';
import { browserTitle, findBrowser } from '../../../scripts/browsers.mjs';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where `npm run build` puts what it builds. */
const dist = `${root}${process.env.IDSCOPE_DIST ?? 'dist'}`;

/** The extension as built. Tests run what ships, never the sources. */
export const built = (target: 'chrome' | 'firefox'): string => `${dist}/${target}`;

/** Where a failed test leaves its screenshot and its log. */
export const failures = `${root}dist/failures`;

/** The browser `npm test` would use. Throws a sentence when there is none. */
export function executable(browser: 'chromium' | 'firefox'): string {
  const found = findBrowser(browser);
  if (found === null) throw new Error(`No ${browserTitle(browser)} was found; npm test installs it or says how.`);
  return found;
}
