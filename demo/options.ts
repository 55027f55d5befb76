import { parseArgs } from 'node:util';

export type Options = {
  /** `shown` opens a window and keeps running; `headless` walks through the shop and reports. */
  readonly mode: 'shown' | 'headless';
  readonly browser: 'chromium' | 'firefox';
  /** Another site to inspect instead of the shop. */
  readonly url: string | null;
};

export const usage = `npm start                        the demo shop with Idscope beside it
npm start -- --url URL           another site instead of the shop
npm start -- --browser firefox   in Firefox
npm start -- --headless          no window: walks through the shop and writes demo/out`;

export type System = { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> };

/** What the command line asks for, or one sentence that says what is wrong with it. */
export function readOptions(args: readonly string[], system: System): Options | { readonly refused: string } {
  const parsed = parsing(args);
  if (typeof parsed === 'string') return { refused: parsed };
  const { headless = false, browser = 'chromium', url = null } = parsed;
  if (browser !== 'chromium' && browser !== 'firefox') return { refused: `--browser is chromium or firefox, not ${browser}.` };
  const target = url === null ? null : address(url);
  if (url !== null && target === null) return { refused: `--url wants an http or https address, and ${url} is none.` };
  const mode = headless || !hasDisplay(system) ? 'headless' : 'shown';
  if (mode === 'headless' && target !== null) return { refused: '--url needs a window: there is no display, or --headless was given.' };
  if (mode === 'headless' && browser === 'firefox') return { refused: 'Without a window the demo runs in Chromium only.' };
  return { mode, browser, url: target };
}

function parsing(args: readonly string[]): { headless?: boolean; browser?: string; url?: string } | string {
  try {
    return parseArgs({
      args: [...args],
      options: { headless: { type: 'boolean' }, browser: { type: 'string' }, url: { type: 'string' } },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function hasDisplay({ platform, env }: System): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY].some((display) => display !== undefined && display !== '');
}

/** `example.com` is taken as https. */
function address(text: string): string | null {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null;
}
