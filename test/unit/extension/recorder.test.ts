import { expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { createRecorder, reportsMaxLength } from '../../../src/extension/background/recorder.ts';

const sender = { document: 'doc-1', tab: 7, frame: 0, incognito: false, cookieStore: null };
const recorder = () => createRecorder({ parseReport, decode: decodeRequest, deviceOf: () => 'd-1' });
const raw = (over: object = {}) => ({
  kind: 'wire.raw',
  seq: 3,
  at: 1_000,
  request: 'r-1',
  transport: 'xhr',
  method: 'POST',
  url: 'https://proxy.example/track',
  headers: {},
  body: `data=${encodeURIComponent(JSON.stringify([{ event: 'Sign Up', properties: { token: 'T', $device_id: 'D1', distinct_id: '$device:D1', $insert_id: 'i1', time: 1 } }]))}`,
  encoding: 'text',
  ...over,
});

test('who speaks is what the browser says, not what the message says', () => {
  const { observations } = recorder()(
    JSON.stringify([{ kind: 'mark.added', note: 'hi', seq: 0, at: 5, document: 'other', device: 'other', tab: 1, frame: 9 }]),
    sender,
  );
  expect(observations).toMatchObject([{ kind: 'mark.added', document: 'doc-1', device: 'd-1', tab: 7, frame: 0 }]);
});

test('a request with events becomes wire.sent with one payload an event', () => {
  const { observations, upTo } = recorder()(JSON.stringify([raw()]), sender);
  expect(observations).toEqual([
    {
      kind: 'wire.sent',
      request: 'r-1',
      vendor: 'mixpanel',
      project: 'T',
      transport: 'xhr',
      url: 'https://proxy.example/track',
      payloads: [{ event: 'Sign Up', properties: { token: 'T', $device_id: 'D1', distinct_id: '$device:D1', $insert_id: 'i1', time: 1 } }],
      seq: 3,
      at: 1_000,
      document: 'doc-1',
      device: 'd-1',
      tab: 7,
      frame: 0,
    },
  ]);
  expect(upTo).toBe(3);
});

test('a request of nobody leaves no trace, nor does what became of it, and both are acknowledged', () => {
  const record = recorder();
  expect(record(JSON.stringify([raw({ body: 'password=secret' })]), sender)).toEqual({ observations: [], upTo: 3, unusable: 0 });
  const settled = { kind: 'wire.settled', request: 'r-1', status: 200, outcome: 'accepted', seq: 4, at: 1_001 };
  expect(record(JSON.stringify([settled]), sender)).toEqual({ observations: [], upTo: 4, unusable: 0 });
});

test('what became of a request with events is kept', () => {
  const record = recorder();
  record(JSON.stringify([raw()]), sender);
  const settled = { kind: 'wire.settled', request: 'r-1', status: 200, outcome: 'accepted', seq: 4, at: 1_001 };
  expect(record(JSON.stringify([settled]), sender).observations).toHaveLength(1);
});

test('unusable reports are counted and do not hide the usable ones', () => {
  const text = JSON.stringify([null, 7, { kind: 'nonsense', seq: 1, at: 1 }, { kind: 'mark.added', note: 'x', seq: 2, at: 1 }]);
  const { observations, unusable, upTo } = recorder()(text, sender);
  expect(observations).toHaveLength(1);
  expect(unusable).toBe(3);
  expect(upTo).toBe(2);
});

test('what is no list of reports, or longer than any could be, comes to nothing', () => {
  for (const text of ['', '{', '{}', '"x"', `[${' '.repeat(reportsMaxLength)}]`]) {
    expect(recorder()(text, sender)).toEqual({ observations: [], upTo: null, unusable: 1 });
  }
});
