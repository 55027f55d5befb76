import { eventually } from '../support/eventually.ts';
import { type ExtensionPage, readView } from '../support/panel.ts';

/**
 * From inside an extension page: opens a panel's port for each of the tabs and says hello, as so many panels would. They stay open
 * as long as the page does.
 */
export const watchTabs = (helper: ExtensionPage, tabs: readonly number[]): Promise<void> =>
  helper.evaluate((ids) => {
    type Port = { postMessage(message: unknown): void; onDisconnect: { addListener(listener: () => void): void } };
    type Api = { runtime: { connect(info: { name: string }): Port } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    const open = (tab: number): void => {
      const port = (scope.browser ?? scope.chrome).runtime.connect({ name: `panel:${tab}` });
      // A panel comes back after the background's death.
      port.onDisconnect.addListener(() => setTimeout(() => open(tab), 100));
      port.postMessage({ kind: 'panel.hello', version: 1, tab });
    };
    for (const tab of ids) open(tab);
  }, tabs);

const chooseAlways = (helper: ExtensionPage, tab: number): Promise<void> =>
  helper.evaluate((id) => {
    type Port = { postMessage(message: unknown): void };
    type Api = { runtime: { connect(info: { name: string }): Port } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    const port = (scope.browser ?? scope.chrome).runtime.connect({ name: `panel:${id}` });
    port.postMessage({ kind: 'panel.hello', version: 1, tab: id });
    port.postMessage({ kind: 'site.set', change: { alwaysRecord: true } });
  }, tab);

/**
 * What a tester chooses in the settings of the site: its pages are recorded without a panel. `tab` shows one of them. A panel offers
 * it once the background knows the tab's site, so waits for that, and until it is chosen.
 */
export async function recordAlways(helper: ExtensionPage, tab: number): Promise<void> {
  await eventually('the site to be known', async () => (await readView(helper, tab)).site.site !== null);
  await chooseAlways(helper, tab);
  await eventually('the site to be recorded always', async () => (await readView(helper, tab)).site.alwaysRecord);
}

/** Numbers of all tabs, asked from the extension; those of private windows only where it may see them. */
export const allTabs = (helper: ExtensionPage): Promise<readonly number[]> =>
  helper.evaluate(async () => {
    type Api = { tabs: { query(what: object): Promise<{ id?: number }[]> } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    return (await (scope.browser ?? scope.chrome).tabs.query({})).flatMap(({ id }) => id ?? []);
  });

/** Opens a copy of the tab beside it. */
export const duplicateTab = (helper: ExtensionPage, tab: number): Promise<number> =>
  helper.evaluate(async (id) => {
    type Api = { tabs: { duplicate(id: number): Promise<{ id?: number } | undefined> } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    return (await (scope.browser ?? scope.chrome).tabs.duplicate(id))?.id ?? -1;
  }, tab);
