import { v7 as newId } from 'uuid';
import { adapters, decodeRequest } from '../../src/adapters/index.ts';
import { sentenceFor } from '../../src/core/explain.ts';
import { parseReport } from '../../src/core/parse-observation.ts';
import { recordingPieces, serialiseRecording } from '../../src/core/parse-recording.ts';
import type { Recording } from '../../src/core/recording.ts';
import { startBackground } from '../../src/extension/background/start.ts';
import type { Clock } from '../../src/extension/platform/clock.ts';
import type { SessionStore } from '../../src/extension/platform/session-store.ts';
import { flows } from '../../src/flows/index.ts';
import type { View, ViewPatch } from '../../src/messages/view.ts';
import { models } from '../../src/models/index.ts';
import { createEngine } from '../../src/reports/engine.ts';
import { openText } from '../../src/reports/open-text.ts';
import { toStrip } from '../../src/reports/strip.ts';
import { applyPatch } from '../../src/ui/patch.ts';
import { fakeLine, fakeSettings, pageSenderOf, panelSenderOf, self } from '../unit/extension/fakes.ts';
import type { DayBatch } from './long-day.ts';

type Message = { readonly kind: string; readonly patch: ViewPatch; readonly text: string; readonly seq: number };

/** Lets promises settle, and compression, which runs beside this thread. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that a long day moves: what waits runs when `due` is called. */
export const dayClock = (start: number) => {
  let now = start;
  let jobs: { readonly at: number; readonly job: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after: (ms, job) => {
      const entry = { at: now + ms, job };
      jobs.push(entry);
      return () => {
        jobs = jobs.filter((each) => each !== entry);
      };
    },
  };
  const due = (): void => {
    const ready = jobs.filter(({ at }) => at <= now);
    jobs = jobs.filter(({ at }) => at > now);
    for (const { job } of ready) job();
  };
  return {
    clock,
    pass: (ms: number): void => {
      now += ms;
    },
    due,
    /** A moment passes. */
    tick: (): void => {
      now += 100;
      due();
    },
  };
};

/** The whole background with its real engine, over a store in memory: one tab with a panel, pages that report. */
export const dayWorker = (store: SessionStore, clock: Clock, wholeMaxObservations?: number) => {
  const background = startBackground({
    self,
    store,
    settings: fakeSettings(),
    clock,
    newId: () => newId(),
    version: '0.0.1',
    browser: null,
    wake: async () => true,
    onTabLoaded: () => () => undefined,
    setBadge: () => undefined,
    engineFor: createEngine,
    parseReport,
    openText: (text, name) => openText(text, { name, id: newId(), version: '0.0.1' }),
    isOrdinaryCall: ({ method }) => method === 'track',
    decode: decodeRequest,
    redact: (recording: Recording) => recording,
    testOf: () => null,
    serialise: serialiseRecording,
    piecesOf: recordingPieces,
    view: { adapters, models, flows, toStrip, sentenceFor },
    ...(wholeMaxObservations === undefined ? {} : { wholeMaxObservations }),
  });
  let view: View | null = null;
  let exported: string | null = null;
  const pieces: string[] = [];
  const panel = fakeLine(panelSenderOf(), 'panel:7');
  background.connectPanel(panel.line);
  panel.say({ kind: 'panel.hello', version: 1, tab: 7 });

  /** What the panel was told, applied and let go. */
  const hear = (): void => {
    for (const each of panel.heard.splice(0) as Message[]) {
      if (each.kind === 'view.patched') view = applyPatch(view, each.patch);
      if (each.kind === 'recording.exported') exported = [...pieces.splice(0), each.text].join('');
      if (each.kind !== 'piece.told') continue;
      pieces.push(each.text);
      panel.say({ kind: 'piece.read', of: 'recording.export', request: 1 });
    }
  };

  return {
    background,
    /** Hands over what a page said; resolves once it is acknowledged. `meanwhile` is called now and then until that. */
    page: async ({ document, reports }: DayBatch, meanwhile: () => void = () => undefined): Promise<void> => {
      const line = fakeLine(pageSenderOf({ document }));
      background.connectPage(line.line);
      line.say({ kind: 'page.hello', version: 1, lifecycle: 'active' });
      line.say({ kind: 'page.reported', reports: JSON.stringify(reports) });
      for (let turns = 1; !(line.heard as Message[]).some(({ kind }) => kind === 'page.acknowledged'); turns += 1) {
        await turn();
        // Most batches need no time to pass: only what waits for the next write does.
        if (turns % 50 === 0) meanwhile();
      }
      line.hangUp();
      hear();
    },
    view: (): View | null => {
      hear();
      return view;
    },
    recording: async (): Promise<Recording> => {
      panel.say({ kind: 'recording.export', request: 1, redact: false });
      for (;;) {
        hear();
        if (exported !== null) break;
        await turn();
      }
      const text: string = exported;
      exported = null;
      return JSON.parse(text) as Recording;
    },
  };
};
