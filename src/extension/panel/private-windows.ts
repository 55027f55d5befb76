import type { PrivateWindows } from '../../messages/panel.ts';
import { browser } from '../platform/browser.ts';
import { browserName } from '../platform/browser-name.ts';

/** What a panel inside of DevTools may lack. */
type Limited = {
  readonly extension?: { isAllowedIncognitoAccess?(): Promise<boolean> };
  readonly tabs?: { create?(what: { readonly url: string }): Promise<unknown> };
};

/** Where a tester allows the extension in private windows, and whether it was done. */
export const privateWindows = (userAgent: string): PrivateWindows => {
  const { extension, tabs }: Limited = browser as unknown as Limited;
  const isFirefox = browserName(userAgent)?.startsWith('Firefox') === true;
  const create = tabs?.create?.bind(tabs);
  const address = `chrome://extensions/?id=${browser.runtime.id}`;
  return {
    browser: isFirefox ? 'firefox' : 'chromium',
    allowed: async () => (await extension?.isAllowedIncognitoAccess?.()) ?? null,
    // Firefox opens about:addons for nobody but the user.
    openSettings: isFirefox || create === undefined ? null : () => void create({ url: address }).catch(() => undefined),
    address: isFirefox ? 'about:addons' : address,
  };
};
