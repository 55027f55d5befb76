import { describe, expect, it } from 'vitest';
import { isKnownObservation, parseObservation, parseReport } from '../../../src/core/parse-observation.ts';
import { parseRecording, serialiseRecording } from '../../../src/core/parse-recording.ts';
import { recordingOf } from '../../support/recording-builder.ts';

const base = { seq: 3, at: 1_795_000_000_000, document: 'doc-1', device: 'browser', tab: 1, frame: 0 };
const mark = { ...base, kind: 'mark.added', note: 'here' };
const call = { ...base, kind: 'call.observed', call: 'c1', vendor: 'mixpanel', instance: 'mixpanel', method: 'track', args: ['View'] };

const file = (observations: unknown): unknown => ({ idscope: 1, id: 'r', startedAt: '', made: { by: 'cli' }, devices: [], observations });

describe('parseObservation', () => {
  it('takes every kind that a recording holds as it is', () => {
    const recording = recordingOf((r) => {
      const page = r.document('https://shop.test/');
      const sdk = page.mixpanel().stub();
      sdk.track('Early').load();
      page.segment();
      page.identify('U1');
      page.send();
      page.login();
      page.mark('note');
      page.route('https://shop.test/b');
      page.fact({ kind: 'document.activated' });
      page.fact({ kind: 'loss.counted', what: 'calls', why: 'ring full', count: 2 });
      page.close();
      r.inject('mixpanel', 'T', { event: 'Paid' });
    });
    for (const observation of recording.observations) expect(parseObservation(observation)).toBe(observation);
  });

  it('fills in what may be null and was left out', () => {
    expect(parseObservation(call)).toMatchObject({
      project: null,
      before: null,
      after: null,
      site: null,
      parent: null,
      queued: false,
      replayOf: null,
    });
  });

  it('keeps members and kinds that it does not know', () => {
    expect(parseObservation({ ...mark, colour: 'red' })).toMatchObject({ note: 'here', colour: 'red' });
    const foreign = parseObservation({ ...base, kind: 'mood.seen', mood: 'good' });
    expect(foreign).toMatchObject({ kind: 'mood.seen', mood: 'good' });
    expect(foreign !== null && isKnownObservation(foreign)).toBe(false);
  });

  it.each([
    ['text', 'mark.added'],
    ['nothing', null],
    ['a list', [mark]],
    ['no seq', { ...mark, seq: undefined }],
    ['a negative seq', { ...mark, seq: -1 }],
    ['a time that is no number', { ...mark, at: '5' }],
    ['an endless time', { ...mark, at: Number.POSITIVE_INFINITY }],
    ['no document', { ...mark, document: undefined }],
    ['a tab that is text', { ...mark, tab: '1' }],
    ['a missing field', { ...base, kind: 'mark.added' }],
    ['a wrong word', { ...base, kind: 'document.closed', to: 'heaven' }],
    ['ids that are numbers', { ...call, before: { anonymousId: 5, knownId: null } }],
    ['arguments that are no list', { ...call, args: { 0: 'View' } }],
    ['a monstrous id', { ...call, call: 'x'.repeat(5000) }],
  ])('refuses %s', (_, value) => {
    expect(parseObservation(value)).toBeNull();
  });

  it('takes a seq between two others, for what was put there later', () => {
    expect(parseObservation({ ...mark, seq: 3.001 })).not.toBeNull();
  });

  it('refuses nesting that could exhaust a stack (T06)', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 10_000; depth += 1) deep = [deep];
    expect(parseObservation({ ...call, args: [deep] })).toBeNull();
    expect(parseObservation({ ...base, kind: 'unknown.kind', deep })).toBeNull();
  });

  it('reads no member of a prototype (T03)', () => {
    const inherited = JSON.parse(`{"__proto__": ${JSON.stringify(mark)}}`) as unknown;
    expect(parseObservation(inherited)).toBeNull();
    expect(parseObservation(Object.create(mark))).toBeNull();
    const parsed = parseObservation(JSON.parse(`{"__proto__": {"polluted": true}, ${JSON.stringify(call).slice(1)}`));
    expect(parsed).not.toBeNull();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });

  it('takes a count of events left out beside a call, and nothing else in its place', () => {
    expect(parseObservation({ ...call, alike: 3 })).toMatchObject({ alike: 3 });
    for (const alike of [-1, 0.5, '3', null]) expect(parseObservation({ ...call, alike })).toBeNull();
  });

  it('does not take the names of Object for kinds', () => {
    for (const kind of ['constructor', '__proto__', 'toString']) {
      const parsed = parseObservation({ ...base, kind });
      expect(parsed !== null && isKnownObservation(parsed)).toBe(false);
    }
  });
});

describe('parseReport', () => {
  const wire = {
    seq: 0,
    at: 5,
    kind: 'wire.raw',
    request: 'r-1',
    transport: 'fetch',
    method: 'POST',
    url: 'https://a.test/',
    headers: {},
    body: '{}',
    encoding: 'text',
  };

  it('takes facts without a document, and raw requests', () => {
    expect(parseReport({ seq: 0, at: 5, kind: 'mark.added', note: 'x' })).toMatchObject({ kind: 'mark.added' });
    expect(parseReport(wire)).toBe(wire);
    expect(parseReport({ ...wire, truncated: true, body: null, why: 'too long' })).not.toBeNull();
  });

  it.each([
    [
      'decoded requests, which only the background makes',
      { seq: 0, at: 5, kind: 'wire.sent', request: 'r', vendor: 'v', project: null, transport: 'fetch', url: '', payloads: [] },
    ],
    ['unknown kinds', { seq: 0, at: 5, kind: 'mood.seen' }],
    ['a body that is no text', { ...wire, body: { a: 1 } }],
    ['headers that are no texts', { ...wire, headers: { a: 1 } }],
    ['truncation that is not true', { ...wire, truncated: 'yes' }],
    ['a count of events left out, which only the background makes', { ...call, alike: 3 }],
  ])('refuses %s', (_, value) => {
    expect(parseReport(value)).toBeNull();
  });
});

describe('parseRecording', () => {
  it('skips and counts what is no observation, and counts kinds it does not know', () => {
    const parsed = parseRecording(file([mark, null, { kind: 'mark.added' }, { ...mark, seq: 4, kind: 'mood.seen' }]));
    expect(parsed).toMatchObject({ ok: true, skipped: 2, skippedAt: [1, 2], foreign: 1 });
    if (parsed.ok) expect(parsed.recording.observations).toHaveLength(2);
  });

  it('lists devices that observations name and the head does not', () => {
    const parsed = parseRecording(file([mark]));
    if (!parsed.ok) throw new Error(parsed.why);
    expect(parsed.recording.devices).toEqual([{ id: 'browser', label: 'browser' }]);
  });

  it('keeps unknown kinds and members through reading and writing', () => {
    const parsed = parseRecording({
      ...(file([
        { ...mark, colour: 'red' },
        { ...mark, seq: 4, kind: 'mood.seen', mood: 'good' },
      ]) as object),
      extra: [1],
      made: { by: 'extension', version: '9', browser: null, channel: 'beta' },
      devices: [{ id: 'browser', label: 'Mine', form: 'phone' }],
    });
    if (!parsed.ok) throw new Error(parsed.why);
    const again = JSON.parse(serialiseRecording(parsed.recording)) as Record<string, unknown>;
    expect(again.observations).toMatchObject([{ colour: 'red' }, { kind: 'mood.seen', mood: 'good' }]);
    expect(again).toMatchObject({
      extra: [1],
      made: { by: 'extension', channel: 'beta' },
      devices: [{ id: 'browser', label: 'Mine', form: 'phone' }],
    });
  });

  it.each([
    ['{', 'not a JSON object'],
    ['[]', 'not a JSON object'],
    ['{}', 'no "idscope" version'],
    ['{"idscope":2,"observations":[]}', 'version 2'],
    ['{"idscope":1}', 'no list of observations'],
  ])('says in one sentence why %s is no recording', (text, why) => {
    const parsed = parseRecording(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.why).toContain(why);
  });
});
