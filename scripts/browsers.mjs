import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names to look for on PATH, usual places elsewhere, and the variable that overrides both. */
const known = {
  chromium: {
    variable: 'IDSCOPE_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'brave-browser'],
    places: {
      darwin: [
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ],
      win32: ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'],
      linux: ['/usr/bin/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'],
    },
    debian: 'chromium',
    title: 'Chromium, Chrome or Edge',
  },
  firefox: {
    variable: 'IDSCOPE_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    places: {
      darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
      win32: ['Mozilla Firefox\\firefox.exe'],
      linux: ['/usr/bin/firefox-esr', '/snap/bin/firefox'],
    },
    debian: 'firefox-esr',
    title: 'Firefox',
  },
};

export const browserTitle = (kind) => known[kind].title;
export const debianPackage = (kind) => known[kind].debian;
export const browserVariable = (kind) => known[kind].variable;

/** The path of an installed browser of this kind (`chromium` or `firefox`), or null. */
export function findBrowser(kind, { env = process.env, platform = process.platform } = {}) {
  const { variable, names, places } = known[kind];
  const suffix = platform === 'win32' ? '.exe' : '';
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  const programs = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean);
  const usual = platform === 'win32' ? programs.flatMap((folder) => places.win32.map((place) => join(folder, place))) : places[platform];
  // On PATH in the order of names, not of folders: chromium before chrome wherever they are.
  const ordered = names.flatMap((name) => onPath.filter((path) => path.endsWith(name + suffix)));
  return [env[variable] ?? '', ...ordered, ...(usual ?? [])].find((path) => path !== '' && runnable(path)) ?? null;
}

function runnable(path) {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
