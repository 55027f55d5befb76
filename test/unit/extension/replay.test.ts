import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adapters, decodeRequest } from '../../../src/adapters/index.ts';
import { sentenceFor } from '../../../src/core/explain.ts';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { parseRecording, recordingPieces, serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { startBackground } from '../../../src/extension/background/start.ts';
import { flows } from '../../../src/flows/index.ts';
import type { View, ViewPatch } from '../../../src/messages/view.ts';
import { models } from '../../../src/models/index.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import { toStrip } from '../../../src/reports/strip.ts';
import { applyPatch } from '../../../src/ui/patch.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { fakeClock, fakeLine, fakeSettings, fakeStore, pageSenderOf, panelSenderOf, self } from './fakes.ts';

/** A sign-up, a log-out without reset and a second user, in two documents, as a hook would report it. */
const recording = recordingOf((r) => {
  const shop = r.document('https://shop.test/');
  shop.mixpanel('T').anonymous('D1');
  shop.track('View');
  shop.send();
  shop.login();
  shop.identify('U1');
  shop.track('Sign Up');
  shop.send();
  shop.logout();
  shop.close();
  r.wait(6_000);
  const home = r.document('https://shop.test/home');
  home.mixpanel('T');
  home.track('View');
  home.login();
  home.identify('U2');
  home.track('Buy');
  home.send();
});

type Sent = { readonly document: string; readonly report: object };

const toReport = (observation: Recording['observations'][number]): Sent => {
  const {
    document,
    device: _device,
    tab: _tab,
    frame: _frame,
    ...report
  } = observation as Recording['observations'][number] & { tab?: number; frame?: number };
  if (!('payloads' in report)) return { document, report };
  const {
    payloads,
    vendor: _vendor,
    project: _project,
    ...request
  } = report as typeof report & { payloads: unknown; vendor: string; project: string };
  return {
    document,
    report: { ...request, kind: 'wire.raw', method: 'POST', headers: {}, body: JSON.stringify(payloads), encoding: 'text' },
  };
};
const reports = recording.observations.map(toReport);

const wake = (kept: ReturnType<typeof fakeStore>, time: ReturnType<typeof fakeClock>) => {
  let ids = 0;
  const background = startBackground({
    self,
    store: kept.store,
    settings: fakeSettings(),
    clock: time.clock,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    version: '0',
    browser: null,
    wake: async () => true,
    setBadge: () => undefined,
    onTabLoaded: () => () => undefined,
    engineFor: createEngine,
    parseReport,
    openText: parseRecording,
    decode: decodeRequest,
    redact: (one) => one,
    testOf: () => null,
    serialise: serialiseRecording,
    piecesOf: recordingPieces,
    isOrdinaryCall: () => false,
    view: { adapters, models, flows, toStrip, sentenceFor },
  });
  const panel = fakeLine(panelSenderOf());
  background.connectPanel(panel.line);
  panel.say({ kind: 'panel.hello', version: 1, tab: 1 });
  const pages = new Map<string, ReturnType<typeof fakeLine>>();
  const say = (portion: readonly Sent[]): void => {
    for (const { document, report } of portion) {
      let line = pages.get(document);
      if (line === undefined) {
        line = fakeLine(pageSenderOf({ document, tab: 1 }));
        pages.set(document, line);
        background.connectPage(line.line);
        line.say({ kind: 'page.hello', version: 1, lifecycle: 'active' });
      }
      line.say({ kind: 'page.reported', reports: JSON.stringify([report]) });
    }
  };
  const view = (): View | null =>
    panel.heard.reduce<View | null>((shown, each) => {
      const { kind, patch } = each as { kind: string; patch: ViewPatch };
      return kind === 'view.patched' ? applyPatch(shown, patch) : shown;
    }, null);
  const acknowledged = (document: string): number =>
    pages
      .get(document)
      ?.heard.reduce<number>(
        (last, each) => ((each as { kind: string }).kind === 'page.acknowledged' ? (each as { seq: number }).seq : last),
        -1,
      ) ?? -1;
  return { say, view, acknowledged };
};

const last = (document: string, portion: readonly Sent[]): number =>
  portion.reduce((seq, each) => (each.document === document ? (each.report as { seq: number }).seq : seq), -1);

/** Lets the worker die after each of `deaths` reports; what was not acknowledged is sent again to the next one. */
const live = async (deaths: readonly number[]): Promise<View | null> => {
  const kept = fakeStore();
  const time = fakeClock(recording.observations.at(-1)?.at ?? 0);
  let from = 0;
  let worker = wake(kept, time);
  const documents = [...new Set(reports.map((each) => each.document))];
  for (const end of [...deaths, reports.length]) {
    const portion = reports.slice(from, end);
    worker.say(portion);
    await time.until(() => documents.every((document) => worker.acknowledged(document) >= last(document, portion)));
    // A page has not heard of every acknowledgement when the worker dies: some are told twice.
    from = Math.max(0, end - 2);
    if (end < reports.length) worker = wake(kept, time);
  }
  await time.advance(500);
  return worker.view();
};

const comparable = (view: View | null) => view && { ...view, version: 0 };

test('the view after any deaths of the worker is the view of one that lived', async () => {
  const unbroken = await live([]);
  expect(unbroken?.findings.length).toBeGreaterThan(0);
  expect(unbroken?.projects[0]?.profiles.map((profile) => profile.label)).toContain('U1');
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: reports.length - 1 }), { maxLength: 3 }), async (deaths) => {
      const broken = await live(deaths.sort((a, b) => a - b));
      expect(comparable(broken)).toEqual(comparable(unbroken));
    }),
    { numRuns: 8 },
  );
});
