import { expect, test } from 'vitest';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { createPressure } from '../../../src/extension/background/pressure.ts';
import { createRecorder } from '../../../src/extension/background/recorder.ts';
import { ringMaxObservations } from '../../../src/messages/limits.ts';
import { fakeClock, pageSenderOf } from './fakes.ts';

const call = (seq: number, at: number, over: object = {}) => ({
  kind: 'call.observed',
  seq,
  at,
  call: `c.${seq}`,
  vendor: 'mixpanel',
  project: 'TOK',
  instance: 'a',
  method: 'track',
  args: ['Flood'],
  before: { anonymousId: 'D', knownId: null },
  after: { anonymousId: 'D', knownId: null },
  site: null,
  parent: null,
  queued: false,
  replayOf: null,
  ...over,
});

const world = () => {
  const time = fakeClock();
  const record = createRecorder({
    parseReport,
    decode: () => null,
    deviceOf: () => 'd',
    flood: { pressure: createPressure(time.clock), isOrdinaryCall: ({ method }) => method === 'track' },
  });
  let seq = 0;
  const sender = pageSenderOf();
  /** A batch made so many ms ago. */
  const say = (count: number, ago: number, document = 'doc-1', over: object = {}) => {
    const at = time.clock.now() - ago;
    const reports = Array.from({ length: count }, () => {
      seq += 1;
      return call(seq, at, over);
    });
    return record(JSON.stringify(reports), { ...sender, document, tab: 7, frame: 0 });
  };
  return { say };
};

test('a ring that comes all at once is recorded whole, however old it is', () => {
  const { say } = world();
  let recorded = 0;
  for (let from = 0; from < ringMaxObservations; from += 2_000) recorded += say(2_000, 600_000).observations.length;
  expect(recorded).toBe(ringMaxObservations);
});

test('many rings of many documents are no flood', () => {
  const { say } = world();
  const documents = Array.from({ length: 40 }, (_, n) => `doc-${n % 8}`);
  expect(documents.map((document) => say(2_000, 60_000, document).observations.length)).toEqual(documents.map(() => 2_000));
});

test('of a page that calls faster than can be recorded ordinary calls are counted, until the worker has caught up', () => {
  const { say } = world();
  for (let batch = 0; batch < 12; batch += 1) expect(say(2_000, 3_000).shed).toBe(0);
  const behind = say(2_000, 3_000);
  expect({ kept: behind.observations.length, shed: behind.shed }).toEqual({ kept: 0, shed: 2_000 });
  expect(behind.upTo).not.toBeNull();
  expect(say(100, 100).shed).toBe(0);
  expect(say(2_000, 3_000).shed).toBe(0);
});

test.each([
  ['changes an id', { method: 'track', after: { anonymousId: 'D', knownId: 'U1' } }],
  ['says who somebody is', { method: 'identify' }],
  ['waits on a stub', { queued: true }],
  ['carries out one that waited', { replayOf: 'c.1' }],
  ['is made inside another', { parent: 'c.1' }],
])('a call that %s is recorded in any flood', (_what, over) => {
  const { say } = world();
  for (let batch = 0; batch < 13; batch += 1) say(2_000, 3_000);
  const { observations, shed } = say(50, 3_000, 'doc-1', over);
  expect({ recorded: observations.length, shed }).toEqual({ recorded: 50, shed: 0 });
});
