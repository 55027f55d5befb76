import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { createRecorder } from '../../../src/extension/background/recorder.ts';
import { reportsMaxLength } from '../../../src/messages/limits.ts';

const sender = { document: 'doc-1', tab: 7, frame: 0, incognito: false, cookieStore: null, url: null };
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

test('who speaks is what the browser says, not what the message says (T02)', () => {
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
  expect(record(JSON.stringify([raw({ body: 'password=secret' })]), sender)).toEqual({ observations: [], upTo: 3, unusable: 0, shed: 0 });
  const settled = { kind: 'wire.settled', request: 'r-1', status: 200, outcome: 'accepted', seq: 4, at: 1_001 };
  expect(record(JSON.stringify([settled]), sender)).toEqual({ observations: [], upTo: 4, unusable: 0, shed: 0 });
});

test('what became of a request with events is kept', () => {
  const record = recorder();
  record(JSON.stringify([raw()]), sender);
  const settled = { kind: 'wire.settled', request: 'r-1', status: 200, outcome: 'accepted', seq: 4, at: 1_001 };
  expect(record(JSON.stringify([settled]), sender).observations).toHaveLength(1);
});

test('unusable reports are counted and do not hide the usable ones (T01)', () => {
  const text = JSON.stringify([null, 7, { kind: 'nonsense', seq: 1, at: 1 }, { kind: 'mark.added', note: 'x', seq: 2, at: 1 }]);
  const { observations, unusable, upTo } = recorder()(text, sender);
  expect(observations).toHaveLength(1);
  expect(unusable).toBe(3);
  expect(upTo).toBe(2);
});

test('what is no list of reports, or longer than any could be, comes to nothing', () => {
  for (const text of ['', '{', '{}', '"x"', `[${' '.repeat(reportsMaxLength)}]`]) {
    expect(recorder()(text, sender)).toEqual({ observations: [], upTo: null, unusable: 1, shed: 0 });
  }
});

describe('a request whose body', () => {
  const events = JSON.stringify([
    { event: 'Sign Up', properties: { token: 'T', $device_id: 'D1', distinct_id: '$device:D1', $insert_id: 'i1' } },
  ]);
  const unreadable = { body: null, why: 'cannot be read' };
  const loss = (why: string) => [expect.objectContaining({ kind: 'loss.counted', what: 'request bodies', why, count: 1, seq: 3 })];
  const one = (over: object) => recorder()(JSON.stringify([raw(over)]), sender).observations;

  test('is gzip is read like any other', () => {
    const body = gzipSync(events).toString('base64');
    expect(one({ body, encoding: 'base64' })).toMatchObject([{ kind: 'wire.sent', vendor: 'mixpanel', payloads: JSON.parse(events) }]);
  });

  test('travels in its address keeps its payloads', () => {
    const data = Buffer.from(events).toString('base64url');
    expect(one({ url: `https://proxy.example/t?data=${data}`, method: 'GET', transport: 'image', body: null })).toMatchObject([
      { kind: 'wire.sent', transport: 'image', payloads: JSON.parse(events) },
    ]);
  });

  test('nobody can read is told without payloads where its address says whose it is', () => {
    expect(one({ ...unreadable, transport: 'beacon', url: 'https://us.i.posthog.com/i/v0/e/?beacon=1' })).toMatchObject([
      { kind: 'wire.sent', vendor: 'posthog', project: 'host:us.i.posthog.com', payloads: null },
    ]);
  });

  test('nobody can read is its who sent events to the same address before, and only on that page', () => {
    const record = recorder();
    const beacon = JSON.stringify([raw({ ...unreadable, seq: 4, request: 'r-2', url: 'https://proxy.example/track?unload=1' })]);
    expect(record(beacon, sender).observations).toMatchObject([{ kind: 'loss.counted' }]);
    record(JSON.stringify([raw({ url: 'https://proxy.example/track?ip=1' })]), sender);
    expect(record(beacon, sender).observations).toMatchObject([
      { kind: 'wire.sent', vendor: 'mixpanel', project: 'T', payloads: null, request: 'r-2' },
    ]);
    expect(record(beacon, { ...sender, document: 'doc-2' }).observations).toMatchObject([{ kind: 'loss.counted' }]);
  });

  test('is lost is counted with the reason, and what became of it is left out', () => {
    const bomb = gzipSync(Buffer.alloc(40_000_000, 0x20)).toString('base64');
    const elsewhere = { url: 'https://proxy.example/x' };
    expect(one({ ...elsewhere, ...unreadable })).toEqual(loss('cannot be read'));
    expect(one({ ...elsewhere, body: null, why: 'larger than the cap', truncated: true })).toEqual(loss('larger than the cap'));
    expect(one({ url: 'https://api.mixpanel.com/track', body: 'data={broken' })).toEqual(loss('not JSON'));
    expect(one({ ...elsewhere, body: 'data={broken' })).toEqual(loss('not JSON'));
    expect(one({ ...elsewhere, body: bomb, encoding: 'base64' })).toEqual(loss('larger than the cap when decompressed'));
    expect(one({ ...elsewhere, body: gzipSync(events).subarray(0, 50).toString('base64'), encoding: 'base64' })).toEqual(
      loss('compressed and damaged'),
    );
    const settled = { kind: 'wire.settled', request: 'r-1', status: 200, outcome: 'accepted', seq: 4, at: 1_001 };
    const record = recorder();
    record(JSON.stringify([raw({ ...elsewhere, ...unreadable })]), sender);
    expect(record(JSON.stringify([settled]), sender).observations).toEqual([]);
  });

  test('is too large says so although it is known whose it is', () => {
    expect(one({ url: 'https://api-js.mixpanel.com/track/', body: null, why: 'larger than the cap', truncated: true })).toMatchObject([
      { kind: 'wire.sent', vendor: 'mixpanel', payloads: null, truncated: true },
    ]);
  });

  test('was never there is none of ours', () => {
    expect(one({ url: 'https://api.segment.io/v1/t', body: null })).toEqual([]);
    expect(one({ url: 'https://us.i.posthog.com/flags/?v=2', method: 'GET', body: null })).toEqual([]);
  });
});
