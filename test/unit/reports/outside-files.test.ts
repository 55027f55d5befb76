import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { parseConfig } from '../../../src/reports/config.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { baselineOf, isCheck } from '../../../src/reports/known-findings.ts';
import { openText } from '../../../src/reports/open-text.ts';
import { demoRecording } from '../../support/demo-recordings.ts';
import { harText } from '../../support/har.ts';
import { damaged, deepJson, expectUnpolluted, hostileJson, hostileText, promptly } from '../../support/hostile-values.ts';

const whole = JSON.parse(demoRecording('correct')) as { readonly observations: readonly unknown[] };
const recording = { ...whole, observations: whole.observations.slice(0, 60) };
const har = JSON.parse(harText('firefox')) as unknown;
const lines = [
  { event: 'Seen', properties: { token: 'T', $user_id: 'U', $device_id: 'D', time: 1_700_000_000 } },
  { type: 'identify', userId: 'U', anonymousId: 'A', messageId: 'm', writeKey: 'W', traits: { email: 'a@b.test' } },
  { event: '$identify', distinct_id: 'U', uuid: 'u', api_key: 'K', properties: { $anon_distinct_id: 'X' } },
  { event_type: 'Seen', device_id: 'D', user_id: 'U', insert_id: 'i', api_key: 'K' },
  { request: 'login', known_identities: { customerid: 'U' }, mpid: '1' },
  { e: 'se', duid: 'D', uid: 'U', eid: 'e' },
  { en: 'Seen', cid: '1.2', uid: 'U' },
  { event: 'Seen', identity: 'U', anonymous_id: 'A' },
  { alias: ['A', 'U'] },
];

afterEach(expectUnpolluted);

/** A file is a recording that can be judged, or refused with one sentence. */
const judgeable = (text: string): void => {
  const opened = promptly(() => openText(text, { name: 'file', id: 'id', version: '1' }));
  if (!opened.ok) {
    expect(opened.why).toMatch(/\.$/);
    return;
  }
  expect(opened.recording.observations.length).toBeLessThanOrEqual(text.length);
  promptly(() => readRecordings([opened.recording], defaultOptions), 5_000);
};

describe('whatever a file holds (T26)', { timeout: 60_000 }, () => {
  test('of any text: it is opened and judged, or refused with one sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileText,
          hostileJson.map((value) => JSON.stringify(value)),
          deepJson.map((value) => JSON.stringify(value)),
        ),
        judgeable,
      ),
      {
        numRuns: 200,
      },
    );
  });

  test('of a damaged recording or HAR: likewise', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(recording), damaged(har)), (value) => judgeable(JSON.stringify(value))),
      { numRuns: 60 },
    );
  });

  test('of damaged lines of every vendor: likewise', () => {
    const line = fc
      .oneof({ weight: 3, arbitrary: fc.constantFrom(...lines).chain(damaged) }, fc.constantFrom(...lines))
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (all) => judgeable(all.join('\n'))),
      { numRuns: 100 },
    );
  });
});

describe('what is kept beside recordings (T26)', { timeout: 60_000 }, () => {
  const config = {
    ownProjects: ['T'],
    models: { mixpanel: 'mixpanel-original' },
    settings: {},
    auth: { login: ['/in'] },
    muted: [{ rule: 'empty-identify', reason: 'x' }],
  };

  test('a configuration is read or refused with one sentence', () => {
    const text = fc.oneof(
      hostileText,
      fc.oneof(hostileJson, deepJson, damaged(config)).map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, (file) => {
        const parsed = promptly(() => parseConfig(file));
        if (!parsed.ok) expect(parsed.why.length).toBeGreaterThan(5);
      }),
      { numRuns: 500 },
    );
  });

  test('a baseline is read or is none', () => {
    const check = {
      schema: 1,
      verdict: 'fail',
      findings: [{ rule: 'r', severity: 'error', vendor: null, project: null, title: 't' }],
      flows: [],
    };
    fc.assert(
      fc.property(fc.oneof(hostileJson, deepJson, damaged(check)), (value) => {
        if (isCheck(value)) promptly(() => baselineOf(value));
      }),
      { numRuns: 500 },
    );
  });
});
