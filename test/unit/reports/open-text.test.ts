import { describe, expect, test } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import { openText } from '../../../src/reports/open-text.ts';
import { harText, readEntries } from '../../support/har.ts';

const open = (text: string) => openText(text, { name: 'file', id: 'id', version: '1' });

const line = (event: string, properties: object = {}) =>
  JSON.stringify({ event, properties: { token: 'T', $user_id: 'U', ...properties } });

describe('the text of a file', () => {
  test('is a recording, with everything it held', () => {
    const { recording } = readEntries(JSON.parse(harText('chromium')));
    expect(open(serialiseRecording(recording))).toMatchObject({ ok: true, skipped: 0, recording: JSON.parse(JSON.stringify(recording)) });
  });

  test('is a HAR, whose device is called like the file', () => {
    const opened = open(harText('charles'));
    expect(opened).toMatchObject({ ok: true, recording: { made: { by: 'har' }, devices: [{ label: 'file' }] } });
  });

  test('is lines of payloads, one or many, and what cannot be used is counted', () => {
    expect(open(line('a'))).toMatchObject({
      ok: true,
      skipped: 0,
      recording: { observations: [{ kind: 'event.injected', vendor: 'mixpanel' }] },
    });
    const several = open([line('a', { time: 1_700_000_000 }), 'oops', '', line('b')].join('\n'));
    expect(several).toMatchObject({ ok: true, skipped: 1, skippedAt: [2], recording: { startedAt: '2023-11-14T22:13:20.000Z' } });
  });

  test.each([
    ['{"hello":"world"}', 'This is no recording: it has no "idscope" version.'],
    ['{"idscope":2,"observations":[]}', 'This recording has version 2; only 1 can be read.'],
    ['[1,2]', 'This is no recording: it is not a JSON object.'],
    ['hello', 'This file is no recording, no HAR and no lines of events. It is no JSON from character 0 on.'],
    ['', 'This file is no recording, no HAR and no lines of events. It ends too early, after character 0.'],
    ['{"log":{"entries":[]}}', 'No request in this HAR carries analytics that can be read.'],
  ])('that is none of these says why: %s', (text, why) => {
    expect(open(text)).toEqual({ ok: false, why });
  });
});
