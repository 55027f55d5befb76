import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The extension as built. Tests run what ships, never the sources. */
export const built = (target: 'chrome' | 'firefox'): string => `${root}dist/${target}`;

/** Where a failed test leaves its screenshot and its log. */
export const failures = `${root}dist/failures`;

const known = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
};

/** The browser `npm test` found, else one in a usual place. Throws a sentence when there is none. */
export function executable(browser: 'chromium' | 'firefox'): string {
  const named = browser === 'chromium' ? process.env.IDSCOPE_CHROMIUM : process.env.IDSCOPE_FIREFOX;
  const found = [named ?? '', ...known[browser]].find((path) => path !== '' && existsSync(path));
  if (found === undefined)
    throw new Error(`No ${browser} found; run npm test, which installs it, or set IDSCOPE_${browser.toUpperCase()}.`);
  return found;
}
