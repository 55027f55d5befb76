import { expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { demoRecording } from '../../../src/extension/panel/demo/demo-recording.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { openText } from '../../../src/reports/open-text.ts';

test('the demo shows what it promises: a log-out without reset, found once, with the events on the wrong person', async () => {
  const opened = openText(await demoRecording(), { name: 'demo', id: 'demo', version: '0' });
  if (!opened.ok) throw new Error(opened.why);
  const { findings, flows } = readRecordings([opened.recording], defaultOptions);
  const errors = findings.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ rule, affected }) => `${rule} ${affected}`)).toEqual(['logout-without-reset 4']);
  expect(flows.map(({ flow, verdict }) => `${flow} ${verdict}`)).toEqual(expect.arrayContaining(['sign-up pass', 'shared-device fail']));
});

test('the demo names nobody’s machine', async () => {
  const text = await demoRecording();
  const hosts = new Set([...text.matchAll(/https?:\/\/([^/"\\]+)/g)].map(([, host]) => host));
  for (const host of hosts) expect(host).toMatch(/\.example$/);
  expect(text).not.toMatch(/127\.0\.0\.1|localhost|Headless/);
});
