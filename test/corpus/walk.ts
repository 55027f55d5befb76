import type { Frame, Page } from 'puppeteer-core';
import type { Recording } from '../../src/core/recording.ts';
import { withChromium } from '../e2e/support/chromium.ts';
import { eventually, pause } from '../e2e/support/eventually.ts';
import { ask, exportRecording, readView } from '../e2e/support/panel.ts';
import { asScript, type ShopSite } from './site.ts';
import type { Step, Walk } from './story.ts';

const open: ReadonlySet<string | null> = new Set(['called', 'queued', 'sent']);

/** Walks one device's steps in a browser of its own, with the built extension. Returns its recording, with ids. */
export async function walkDevice(name: string, site: ShopSite, ready: string, steps: readonly Step[]): Promise<Recording> {
  let recording: Recording | null = null;
  const args = [`--host-resolver-rules=MAP *.test 127.0.0.1:${site.port}`];
  await withChromium(
    `corpus ${name}`,
    async (chromium) => {
      const tabs = new Map<string, { readonly page: Page; readonly panel: Frame; readonly number: number }>();
      const tab = async (key: string) => {
        const known = tabs.get(key);
        if (known !== undefined) {
          await known.page.bringToFront();
          return known;
        }
        const page = await chromium.newPage();
        await page.goto('about:blank');
        // The panel in DevTools, as a tester has it: it sees session cookies that pages do not.
        const { panel, tab: number } = await chromium.inspect(page);
        const opened = { page, number, panel };
        tabs.set(key, opened);
        return opened;
      };
      const first = await tab('first');
      const walk: Walk = {
        site,
        tab: async (key = 'first') => (await tab(key)).page,
        ready: (page: Page) =>
          eventually('the SDKs to start', () => page.evaluate(`Boolean(${ready})`) as Promise<boolean>).then(() => undefined),
        run: async (page: Page, code: string) => {
          if (code === '') return;
          await page.evaluate(
            (text) => {
              const script = document.createElement('script');
              script.textContent = text;
              document.body.append(script);
              script.remove();
            },
            asScript(code, new URL(page.url()).origin),
          );
        },
        tell: async (command, answer) => {
          await ask(first.panel, first.number, command, answer);
        },
      };
      for (const step of steps) {
        try {
          await step.run?.(walk);
        } catch (error) {
          throw new Error(`${name}, "${step.title}": ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        }
      }
      // What is still under way when the time is up stays so: a story may be about that.
      await eventually(
        'everything to be delivered',
        async () => {
          const { rows } = await readView(first.panel, first.number);
          return rows.every(({ event, delivery }) => event === null || !open.has(delivery));
        },
        6_000,
      ).catch(() => undefined);
      await pause(300);
      recording = await exportRecording(first.panel, first.number);
    },
    args,
  );
  if (recording === null) throw new Error(`${name} was not recorded.`);
  return recording;
}
