import { describe, expect, it } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';
import { run } from './io.ts';

const file = (build: (r: RecordingBuilder) => void): string => serialiseRecording(recordingOf(build));

const files = {
  'nothing.json': file((r) => void r.document('https://shop.test/')),
  'no-observation.json': JSON.stringify({ ...recordingOf((r) => void r.document('https://shop.test/')), observations: [] }),
  'suppressed.json': file((r) => {
    const page = r.document('https://shop.test/');
    page.mixpanel('T').optOut();
    page.track('View');
    page.track('Buy');
    page.close();
  }),
  'bot.json': file((r) => {
    const page = r.document('https://shop.test/');
    page.posthog('K').bot();
    page.track('View');
    page.close();
  }),
  'failed.json': file((r) => {
    const page = r.document('https://shop.test/');
    page.mixpanel('T');
    page.track('View');
    page.send({ outcome: 'failed' });
    page.track('Buy');
    page.send({ outcome: 'failed' });
    page.close();
  }),
  'lost.json': file((r) => {
    const page = r.document('https://shop.test/');
    page.segment('W');
    page.track('View');
    page.close();
  }),
  'one-silent.json': file((r) => {
    const page = r.document('https://shop.test/');
    page.mixpanel('T');
    page.track('View');
    page.send();
    page.segment('W').optOut();
    page.close();
  }),
};

const why = {
  'nothing.json': 'No analytics project was observed, so nothing was checked.',
  'no-observation.json': 'No analytics project was observed, so nothing was checked.',
  'suppressed.json': 'mixpanel T was observed but sent nothing',
  'bot.json': 'posthog K was observed but sent nothing',
  'failed.json': 'mixpanel T sent requests, and every one of them failed',
  'lost.json': 'segment W was observed but sent nothing',
  'one-silent.json': 'segment W was observed but sent nothing',
} as const;

describe.each(Object.entries(why))('check of %s', (name, sentence) => {
  it.each(['text', 'json', 'junit', 'markdown', 'html'])('does not pass silently as %s', async (reporter) => {
    const { code, out, warned } = await run(['check', name, '--reporter', reporter], files);
    expect(code).toBe(1);
    if (reporter === 'json') expect(JSON.parse(out)).toMatchObject({ verdict: 'fail' });
    if (reporter === 'junit') expect(out).toContain('<failure type="nothing-checked"');
    expect(`${out.replaceAll(/\s+/g, ' ')} ${warned.join(' ')}`).toContain(sentence);
  });

  it('passes where that is allowed', async () => {
    expect((await run(['check', name, '--allow-empty'], files)).code).toBe(0);
  });
});
