import type { Inspected } from './chromium.ts';

type Theme = 'dark' | 'light';

/** Pictures of the whole DevTools window with the panel in it, in both of its themes. */
export async function photograph({ front }: Inspected, nameOf: (theme: Theme) => string): Promise<void> {
  await front.setViewport({ width: 1280, height: 860 });
  for (const theme of ['dark', 'light'] as const) {
    await front.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await front.evaluate(chooseTheme(theme));
    await new Promise((resolve) => setTimeout(resolve, 700));
    await front.screenshot({ path: nameOf(theme) as `${string}.png` });
  }
}

/** Runs in the page of DevTools: the setting behind its Appearance list. */
const chooseTheme = (theme: Theme): string => `(async () => {
  const { Settings } = await import('./core/common/common.js');
  Settings.Settings.instance().moduleSetting('ui-theme').set(${JSON.stringify(theme === 'dark' ? 'dark' : 'default')});
})()`;
