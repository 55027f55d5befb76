import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { createFolding } from '../../../src/extension/background/folding.ts';
import { openSession } from '../../../src/extension/background/session.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import { fakeClock, fakeStore } from './fakes.ts';

const mark = (seq: number): Observation => ({ kind: 'mark.added', note: `n${seq}`, seq, at: 1_000 + seq, document: 'doc', device: 'd' });

test('a log that does not fold is tried again only when it has doubled', async () => {
  const { store } = fakeStore();
  const session = await openSession({
    store,
    stored: {},
    clock: fakeClock().clock,
    newRecordingId: () => 'r',
    newDeviceId: () => 'd',
    version: '0',
    browser: null,
    onNote: () => undefined,
  });
  let asked = 0;
  const fold = createFolding({
    session,
    judged: () => {
      asked += 1;
      return createEngine(defaultOptions).result();
    },
    onFolded: () => {
      throw new Error('nothing was folded');
    },
    maxObservations: 100,
  });
  const askedAt: number[] = [];
  const grow = (from: number, to: number): void => {
    for (let seq = from; seq < to; seq += 1) {
      const before = asked;
      session.append([mark(seq)]);
      fold();
      if (asked > before) askedAt.push(session.size());
    }
  };
  grow(0, 450);
  expect(askedAt).toEqual([100, 200, 400]);
  expect(session.size()).toBe(450);
  // At six times its length it takes nothing more, and says how much that is.
  grow(450, 700);
  expect(askedAt).toEqual([100, 200, 400, 600]);
  expect({ size: session.size(), dropped: session.dropped() }).toEqual({ size: 600, dropped: 100 });
  session.clear();
  grow(700, 750);
  expect({ size: session.size(), dropped: session.dropped() }).toEqual({ size: 50, dropped: 0 });
});
