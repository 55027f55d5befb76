import { decodeRequest } from '../../../src/adapters/index.ts';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { recordingPieces, serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { startBackground } from '../../../src/extension/background/start.ts';
import type { View, ViewPatch, ViewStrip } from '../../../src/messages/view.ts';
import { openText } from '../../../src/reports/open-text.ts';
import { applyPatch } from '../../../src/ui/patch.ts';
import { fakeClock, fakeLine, fakeSettings, fakeStore, pageSenderOf, panelSenderOf, self } from './fakes.ts';
import { standInEngine } from './stand-in-engine.ts';

const strip: ViewStrip = {
  thinks: null,
  others: [],
  changed: null,
  logout: { state: 'not-tried', why: '', key: null },
  counts: { error: 0, warning: 0, info: 0 },
};

export type World = {
  readonly kept: ReturnType<typeof fakeStore>;
  readonly disk: Map<string, string>;
  readonly time: ReturnType<typeof fakeClock>;
};
export const newWorld = (): World => ({ kept: fakeStore(), disk: new Map(), time: fakeClock() });

/** A worker that wakes in `world`; starting another one is what happens after the first died. */
export const wakeWorker = (world: World, reachable = true, engine = standInEngine(), later?: (job: () => void) => void) => {
  const woken: number[] = [];
  const badges: string[] = [];
  const loads = new Set<(tab: number) => void>();
  let ids = 0;
  const background = startBackground({
    self,
    store: world.kept.store,
    settings: fakeSettings(world.disk),
    clock: world.time.clock,
    newId: () => {
      ids += 1;
      return `id-${world.time.clock.now()}-${ids}`;
    },
    version: '0.0.1',
    browser: null,
    wake: async (tab) => {
      woken.push(tab);
      return reachable;
    },
    setBadge: (tab, text, title) => badges.push(`${tab}: ${text || '–'} (${title})`),
    onTabLoaded: (listener) => {
      loads.add(listener);
      return () => loads.delete(listener);
    },
    engineFor: engine.engineFor,
    parseReport,
    openText: (text, name) => openText(text, { name, id: 'opened', version: '0.0.1' }),
    isOrdinaryCall: ({ method }) => method === 'track',
    decode: decodeRequest,
    redact: (recording: Recording) => ({ ...recording, id: 'redacted' }),
    testOf: (recording: Recording, _options: unknown, source: string) =>
      recording.observations.length === 0 ? null : `// a test of ${source}`,
    serialise: serialiseRecording,
    piecesOf: recordingPieces,
    view: { adapters: [], models: [], flows: [], toStrip: () => strip, sentenceFor: () => '' },
    ...(later === undefined ? {} : { later }),
  });
  const page = (over: Parameters<typeof pageSenderOf>[0] = {}) => {
    const line = fakeLine(pageSenderOf(over));
    background.connectPage(line.line);
    line.say({ kind: 'page.hello', version: 1, lifecycle: 'active' });
    return line;
  };
  const panel = (tab = 7) => {
    const line = fakeLine(panelSenderOf(), `panel:${tab}`);
    background.connectPanel(line.line);
    line.say({ kind: 'panel.hello', version: 1, tab });
    return line;
  };
  return { background, page, panel, woken, badges, loads, untils: engine.untils };
};

export const marks = (...seqs: number[]) => ({
  kind: 'page.reported',
  reports: JSON.stringify(seqs.map((seq) => ({ kind: 'mark.added', note: `n${seq}`, seq, at: 5_000 + seq }))),
});

export type Heard = { readonly kind: string; readonly patch: ViewPatch; readonly text: string; readonly why: string };
export const patchesOf = (line: { readonly heard: readonly unknown[] }): ViewPatch[] =>
  line.heard.map((each) => each as Heard).flatMap((each) => (each.kind === 'view.patched' ? [each.patch] : []));
export const viewOf = (line: { readonly heard: readonly unknown[] }): View | null =>
  patchesOf(line).reduce<View | null>((view, patch) => applyPatch(view, patch), null);
export const acknowledged = (line: { readonly heard: readonly unknown[] }): number =>
  line.heard.reduce<number>((last, each) => ((each as Heard).kind === 'page.acknowledged' ? (each as { seq: number }).seq : last), -1);
export const details = (view: View | null) => view?.rows.map((row) => row.detail);
