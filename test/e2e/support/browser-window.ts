import type { Browser } from 'puppeteer-core';

type Answer = { result: { type: string; result?: { value?: string }; exceptionDetails?: { text: string } } };
type Connection = { send(method: string, params: object): Promise<Answer> };
type Tree = { result: { contexts: readonly { context: string }[] } };

/** Runs the body of an asynchronous function; its result must be a text. */
export type InBrowserWindow = (body: string) => Promise<string>;

/** Firefox' own window, in which what no page may do is done as the browser's own menus do it. Needs system access. */
export async function browserWindow(browser: Browser): Promise<InBrowserWindow> {
  const { connection } = browser as unknown as { connection: Connection };
  const tree = (await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as unknown as Tree;
  const context = tree.result.contexts[0]?.context;
  return async (body) => {
    const { result } = await connection.send('script.callFunction', {
      functionDeclaration: `async () => { ${body} }`,
      target: { context },
      awaitPromise: true,
    });
    if (result.type !== 'success') throw new Error(result.exceptionDetails?.text ?? 'The browser refused.');
    return result.result?.value ?? '';
  };
}

const addon = (id: string): string => `
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const addon = await AddonManager.getAddonByID(${JSON.stringify(id)});`;

/** The extension ends and starts again, as it does for an update. Its own pages are closed. */
export const reloadExtension = (inWindow: InBrowserWindow, id: string): Promise<string> =>
  inWindow(`${addon(id)} await addon.reload(); return '';`);

/** What the tester does on the page of extensions: allows this one in private windows. */
export const allowInPrivateWindows = (inWindow: InBrowserWindow, id: string): Promise<string> =>
  inWindow(`${addon(id)}
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    await ExtensionPermissions.add(${JSON.stringify(id)}, { permissions: ['internal:privateBrowsingAllowed'], origins: [] });
    await addon.reload();
    return '';`);
