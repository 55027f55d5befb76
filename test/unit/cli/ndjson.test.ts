import { describe, expect, it } from 'vitest';
import { createLineParser, observationOf } from '../../../src/reports/ndjson.ts';
import { mixpanelLine, segmentLine } from './lines.ts';

const place = { document: 'file-0001', device: 'file-0001' };
const parseLines = (text: string, where: typeof place, vendors: readonly string[]) => {
  const parser = createLineParser(vendors);
  const observations = parser.parse(text).map((line) => observationOf(line, where));
  return { observations, skipped: parser.skipped };
};
const vendorsOf = (text: string, vendors: readonly string[] = []) =>
  parseLines(text, place, vendors).observations.map((one) => (one.kind === 'event.injected' ? `${one.vendor} ${one.project}` : one.kind));

describe('NDJSON lines', () => {
  it('know their vendor by shape and their project by its key', () => {
    expect(vendorsOf([mixpanelLine('a', { d: 'D1' }), segmentLine('b', { anonymousId: 'A1' })].join('\n'))).toEqual([
      'mixpanel T',
      'segment W',
    ]);
  });

  it('stand in the project called default when they carry no key', () => {
    expect(vendorsOf('{"event":"a","properties":{"$device_id":"D1"}}')).toEqual(['mixpanel default']);
    expect(vendorsOf('{"type":"track","event":"a","anonymousId":"A1"}')).toEqual(['segment default']);
  });

  it('stand where the ones before them do, if no date is as far away as they say', () => {
    const line = (time: number) => JSON.stringify({ event: 'a', properties: { token: 'T', $device_id: 'D1', time } });
    const at = parseLines([line(1_700_000_000), line(1e308), line(1_700_000_001)].join('\n'), place, []).observations.map((one) => one.at);
    expect(at).toEqual([1_700_000_000_000, 1_700_000_000_000, 1_700_000_001_000]);
  });

  it('are told by the name of their library before anything else', () => {
    const line = (name: string) => JSON.stringify({ type: 'track', event: 'a', anonymousId: 'A1', context: { library: { name } } });
    expect(vendorsOf(line('analytics.js'))).toEqual(['segment default']);
    expect(vendorsOf(line('analytics-node'))).toEqual(['segment default']);
    expect(vendorsOf(line('RudderLabs JavaScript SDK'))).toEqual(['rudderstack default']);
  });

  it('that are messages are never taken for events of others, which have names and properties, too', () => {
    const line = (library?: string) =>
      JSON.stringify({
        type: 'track',
        event: 'a',
        anonymousId: 'A1',
        properties: { plan: 'pro' },
        ...(library === undefined ? {} : { context: { library: { name: library } } }),
      });
    const libraries = ['analytics-swift', 'analytics-kotlin', '@segment/analytics-react-native', 'our-own-server', undefined];
    for (const library of libraries) expect(vendorsOf(line(library))).toEqual(['segment default']);
    expect(vendorsOf(line(), ['rudderstack'])).toEqual(['rudderstack default']);
  });

  it('keep the order of lines, and follow the times of their events without ever going back', () => {
    const lines = [
      mixpanelLine('a', { d: 'D1', time: 100 }),
      mixpanelLine('b', { d: 'D1', time: 50 }),
      mixpanelLine('c', { d: 'D1' }),
      mixpanelLine('d', { d: 'D1', time: 200 }),
    ];
    const { observations } = parseLines(lines.join('\n'), place, []);
    expect(observations.map(({ seq, at }) => [seq, at])).toEqual([
      [1, 100_000],
      [2, 100_000],
      [3, 100_000],
      [4, 200_000],
    ]);
  });

  it('may end in CRLF, be blank, and need no last newline', () => {
    const parsed = parseLines(`\uFEFF\r\n${mixpanelLine('a', { d: 'D1' })}\r\n\n  \n${mixpanelLine('b', { d: 'D1' })}`, place, []);
    expect(parsed.observations.map(({ seq }) => seq)).toEqual([2, 5]);
    expect(parsed.skipped).toEqual([]);
  });

  it.each([
    ['this is not JSON', 'this is not a JSON object'],
    ['[1,2]', 'this is not a JSON object'],
    ['42', 'this is not a JSON object'],
    ['{"hello":"world"}', 'no vendor is known to take this'],
    ['{"alias":["a","b"]}', 'it does not say whose it is; choose with --model: kissmetrics, heap'],
  ])('that cannot be used are skipped with their position: %s', (text, why) => {
    const parsed = parseLines(`\n${text}\n${mixpanelLine('a', { d: 'D1' })}\n`, place, []);
    expect(parsed.skipped).toEqual([{ line: 2, why }]);
    expect(parsed.observations).toHaveLength(1);
  });
});
