import type { CDPSession, Page, Target } from 'puppeteer-core';
import type { Received } from '../../demo/collector.ts';
import type { Observation } from '../../src/core/observation.ts';
import { defaultOptions } from '../../src/core/options.ts';
import type { Recording } from '../../src/core/recording.ts';
import { createEngine, type Judged } from '../../src/reports/engine.ts';
import { type Chromium, withChromium } from '../e2e/support/chromium.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { exportRecording, readView } from '../e2e/support/panel.ts';
import { startSite } from '../e2e/support/site.ts';
import { eventsIn, peopleOf, untrueIn } from '../support/story-told.ts';
import { megabytes, type SoakRow, within } from './row.ts';

const flag = process.argv.indexOf('--observations');
const wanted = flag === -1 ? 500_000 : Number(process.argv[flag + 1]);
const callsPerPage = 2_000;

const workerOf = (chromium: Chromium): Promise<Target> =>
  eventually('the worker', () => chromium.browser.targets().find((target) => target.type() === 'service_worker'));

const used = async (session: CDPSession): Promise<number> => {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  return usedSize;
};

const judge = (lines: Recording['observations']): Judged => {
  const engine = createEngine(defaultOptions);
  engine.append(lines);
  return engine.result();
};

/** What the vendor received, as a story of its own: whoever merges these payloads in their order has the truth about everybody. */
const asReceived = (received: readonly Received[]): Recording['observations'] =>
  received.flatMap(({ payloads, at }, index): readonly Observation[] => {
    const base = { document: 'vendor', device: 'vendor', at };
    const request = `r${index}`;
    return [
      {
        ...base,
        kind: 'wire.sent',
        seq: 2 * index,
        request,
        vendor: 'mixpanel',
        project: 'TOK',
        transport: 'fetch',
        url: 'https://api-js.mixpanel.com/track/',
        payloads,
      },
      { ...base, kind: 'wire.settled', seq: 2 * index + 1, request, status: 200, outcome: 'accepted' },
    ];
  });

/** What the extension's session storage holds, in bytes, and how much was observed so far. */
const kept = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (
      globalThis as unknown as { chrome: { storage: { session: { getBytesInUse(keys: null): Promise<number> } } } }
    ).chrome.storage.session.getBytesInUse(null),
  );

/**
 * Speaks as Mixpanel's SDK does, in calls, storage and requests of fifty events. The real one writes its whole queue to storage with
 * each call, which would take most of the day.
 */
const speaker = (collector: string): string => `<script>
  const held = JSON.parse(decodeURIComponent((/mp_TOK_mixpanel=([^;]+)/.exec(document.cookie) ?? [])[1] ?? 'null'))
    ?? { distinct_id: '$device:' + crypto.randomUUID() };
  held.$device_id ??= held.distinct_id.slice(8);
  const keep = () => { document.cookie = 'mp_TOK_mixpanel=' + encodeURIComponent(JSON.stringify(held)) + '; path=/'; };
  class Speaker {
    constructor() { this.config = { token: 'TOK', name: 'mixpanel' }; this.queue = []; this.open = []; }
    track(event, own) {
      this.queue.push({ event, properties: { token: 'TOK', ...held, $insert_id: crypto.randomUUID().slice(0, 16), time: Date.now() / 1000, $current_url: location.href, ...own } });
      if (this.queue.length >= 50) this.flush();
    }
    flush() {
      if (this.queue.length === 0) return;
      const body = 'data=' + encodeURIComponent(JSON.stringify(this.queue.splice(0)));
      this.open.push(fetch(${JSON.stringify(collector)} + '/track/?verbose=1', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }));
    }
    identify(id) { held.distinct_id = id; held.$user_id = id; keep(); this.track('$identify', { $anon_distinct_id: '$device:' + held.$device_id }); }
    reset() { this.flush(); delete held.$user_id; held.$device_id = crypto.randomUUID(); held.distinct_id = '$device:' + held.$device_id; keep(); }
  }
  keep();
  const sdk = new Speaker();
  dispatchEvent(new CustomEvent('$mp_sdk_to_extension_event', { detail: { instance: sdk, source: 'module' } }));
  globalThis.work = async (count) => {
    for (let n = 0; n < count; n += 1) {
      sdk.track('Event ' + (n % 8), { n, label: 'Item number ' + n + ' of the spring collection', section: 'grid' });
      if (n % 50 === 49) await new Promise((go) => setTimeout(go, 5));
    }
    sdk.flush();
    await Promise.all(sdk.open.splice(0));
  };
</script>`;

/** A long day in a real worker: page after page in one tab with a panel. */
const spend = async (): Promise<readonly SoakRow[]> => {
  const site = await startSite();
  const rows: SoakRow[] = [];
  const address = site.page('/day', { head: speaker(site.collector.url) });
  try {
    await withChromium('soak-worker', async (chromium) => {
      const page = await chromium.newPage();
      await page.goto('about:blank');
      const tab = await chromium.tabOf(page);
      const panel = await chromium.panelPage(tab, page);
      const session = await (await workerOf(chromium)).createCDPSession();
      const before = await used(session);
      let most = 0;
      let stored = 0;
      let observed = 0;
      let folded = 0;
      /** Log-ins and log-outs. */
      let changes = 0;
      for (let visit = 0; observed < wanted; visit += 1) {
        await page.goto(address);
        if (visit % 8 === 2) await page.evaluate(`sdk.identify('user-${visit}')`);
        await page.evaluate(`work(${callsPerPage})`);
        if (visit % 8 === 7) await page.evaluate('sdk.reset()');
        if (visit % 8 === 2 || visit % 8 === 7) changes += 1;
        if (visit % 3 !== 2) continue;
        most = Math.max(most, (await used(session)) - before);
        stored = Math.max(stored, await kept(panel));
        const { status } = await readView(panel, tab, 170_000);
        folded = status.losses.reduce((sum, { count }) => sum + count, 0);
        // Each folded event was a call, and what it was sent with.
        observed = status.observations + folded;
        process.stderr.write(`${observed} observations, ${Math.round(most / 1e6)} MB at most\r`);
      }
      const recording = await eventually(
        'everything to be recorded',
        async () => {
          const all = await exportRecording(panel, tab, 170_000);
          return peopleOf(judge(all.observations)).length === peopleOf(judge(asReceived(site.collector.received()))).length && all;
        },
        60_000,
      ).catch(() => exportRecording(panel, tab, 170_000));
      const [told, truth] = [judge(recording.observations), judge(asReceived(site.collector.received()))];
      const seen = recording.observations.filter((line) => line.kind === 'call.observed' && 'method' in line && line.method !== 'track');
      const counted = told.analysis.projects.reduce((sum, { alike = 0 }) => sum + alike, 0);
      rows.push(
        { id: 'worker/observations-at-least', value: observed, unit: 'observations', limit: null },
        { id: 'worker/folded-and-shown', value: folded, unit: 'events', limit: null },
        { id: 'worker/people', value: peopleOf(truth).length, unit: 'profiles', limit: null },
        // Ids, joins, first touch and how many events each has.
        { id: 'worker/untrue-people', value: untrueIn(told, truth).people, unit: 'profiles', limit: 0 },
        { id: 'worker/log-ins-and-log-outs-missing', value: Math.abs(changes - seen.length), unit: 'calls', limit: 0 },
        {
          id: 'worker/events-neither-kept-nor-counted',
          value: Math.abs(eventsIn(truth) - eventsIn(told) - counted),
          unit: 'events',
          limit: 0,
        },
        { id: 'worker/heap', value: megabytes(most), unit: 'MB', limit: 200 },
        { id: 'worker/session-storage', value: megabytes(stored), unit: 'MB', limit: 9.5 },
      );
    });
  } finally {
    await site.stop();
  }
  return rows;
};

process.stdout.write(JSON.stringify((await spend()).map(within)));
process.exit(0);
