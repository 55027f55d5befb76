import { afterAll, beforeAll, expect, test } from 'vitest';
import { isJsonObject, member } from '../../../src/core/json.ts';
import { withChromium } from '../support/chromium.ts';
import { eventually, pause } from '../support/eventually.ts';
import { called, observed, recordingOf } from '../support/inspecting.ts';
import { shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const nameOf = (payload: unknown): string => String(member(isJsonObject(payload) ? payload : {}, 'event'));

test('nothing is lost or doubled when the service worker dies in the middle (T18)', async () => {
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK') });
  const next = site.page('/next', { head: mixpanelNpm(site, 'TOK') });
  await withChromium('worker-death', async (chromium) => {
    const page = await chromium.newPage();
    await page.goto(start);
    const watched = await chromium.inspect(page);
    const names: string[] = [];
    const track = async (count: number): Promise<void> => {
      for (let made = 0; made < count; made += 1) {
        const name = `n-${names.length + 1}`;
        names.push(name);
        await page.evaluate(
          (event) => (globalThis as unknown as { app: { mixpanel: { track(name: string): void } } }).app.mixpanel.track(event),
          name,
        );
        await pause(15);
      }
    };

    await track(12);
    await page.evaluate("app.mixpanel.identify('u-9')");
    await chromium.killWorker();
    await track(12);
    await eventually('the events made while the worker was dead', async () =>
      (await shownRows(watched.panel)).some(({ text }) => text.includes('n-24')),
    );
    await chromium.killWorker();
    await track(3);
    // A page that enters the back/forward cache before the worker is back keeps what it said in leaving until it returns.
    await eventually('the worker to be back', async () => (await shownRows(watched.panel)).some(({ text }) => text.includes('n-27')));
    await page.goto(next);
    await track(3);
    await eventually('the last event in the panel', async () =>
      (await shownRows(watched.panel)).some(({ text, landsOn }) => text.includes('n-30') && landsOn === 'u-9'),
    );

    const received = await eventually('the vendor to have everything', () => {
      const events = site.collector
        .received()
        .filter(({ endpoint }) => endpoint === 'track')
        .flatMap(({ payloads }) => payloads)
        .map(nameOf);
      return names.every((name) => events.includes(name)) && events;
    });
    const recording = await eventually('the recording to have every answer', async () => {
      const found = await recordingOf(watched);
      const settled = new Set(observed(found, 'wire.settled').map(({ document, request }) => `${document} ${request}`));
      const sent = observed(found, 'wire.sent');
      return sent.length > 0 && sent.every(({ document, request }) => settled.has(`${document} ${request}`)) && found;
    });
    expect(called(recording, 'track')).toEqual(names);
    const recorded = observed(recording, 'wire.sent')
      .flatMap(({ payloads }) => payloads ?? [])
      .map(nameOf);
    expect(recorded.filter((name) => name !== 'undefined').sort()).toEqual([...received].sort());
    const places = recording.observations.map(({ document, seq }) => `${document} ${seq}`);
    expect(new Set(places).size).toBe(places.length);
    expect(observed(recording, 'loss.counted')).toEqual([]);
  });
});
