import { expect, test } from 'vitest';
import { type AnalysisOptions, defaultOptions } from '../../../src/core/options.ts';
import { chosenOptions } from '../../../src/reports/chosen-options.ts';
import { parseConfig } from '../../../src/reports/config.ts';
import { writeConfig } from '../../../src/reports/write-config.ts';

const chosen: AnalysisOptions = {
  as: 'called',
  order: 'client-time',
  models: { TOK: 'mixpanel-original', segment: 'none' },
  settings: { 'number-ids': 'distinct', 'logout-wait-seconds': '8' },
  ownProjects: ['TOK', 'WK'],
  feeds: [{ from: 'segment', to: 'amplitude' }],
  auth: { login: ['/welcome'], logout: ['/bye*'], expiry: [], never: [] },
  muted: [{ rule: 'contact-detail-as-id', project: 'WK', reason: 'accepted until March' }],
};

const readAgain = (text: string) => {
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return { options: chosenOptions(parsed.config), serverIdCookie: parsed.config.serverIdCookie };
};

test('what was chosen in the panel is what the command and the fixture choose', () => {
  expect(readAgain(writeConfig(chosen, 'visitor'))).toEqual({ options: { ok: true, options: chosen }, serverIdCookie: 'visitor' });
});

test('what was not chosen does not stand in it', () => {
  expect(JSON.parse(writeConfig(defaultOptions, null))).toEqual({});
  expect(Object.keys(JSON.parse(writeConfig({ ...defaultOptions, models: { mixpanel: 'mixpanel-legacy' } }, null)))).toEqual(['models']);
});

test('a rule that was muted without a reason is taken nevertheless', () => {
  const text = writeConfig({ ...defaultOptions, muted: [{ rule: 'contact-detail-as-id', project: null, reason: ' ' }] }, null);
  expect(readAgain(text).options).toMatchObject({ ok: true, options: { muted: [{ reason: 'muted in the panel, without a reason' }] } });
});
