import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { readOptions } from '../../../src/playwright/options.ts';

const folder = mkdtempSync(join(tmpdir(), 'idscope-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (config: Json): string => {
  const path = join(folder, 'idscope.config.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
};

test('nothing chosen is the default', async () => {
  const { analysis, serverIdCookie } = await readOptions({});
  expect(analysis).toMatchObject(defaultOptions);
  expect(serverIdCookie).toBeNull();
});

test('the options of the test win over the config file', async () => {
  const config = written({
    models: { mixpanel: 'mixpanel-original', segment: 'none' },
    feeds: ['segment:amplitude'],
    settings: { order: 'client-time' },
  });
  const { analysis } = await readOptions({ config, models: { mixpanel: 'mixpanel-legacy' } });
  expect(analysis).toMatchObject({
    models: { mixpanel: 'mixpanel-legacy', segment: 'none' },
    feeds: [{ from: 'segment', to: 'amplitude' }],
    order: 'client-time',
    settings: {},
  });
});

test.each<readonly [what: string, config: Json, why: RegExp]>([
  ['a setting that does not exist', { settings: { 'max-merge': '3' } }, /There is no setting "max-merge"; there are order, /],
  ['a value that a setting does not take', { settings: { 'max-merges': 'few' } }, /Setting max-merges takes a whole number, not "few"\./],
  ['another order', { settings: { order: 'random' } }, /Setting order takes ingestion, client-time, not "random"\./],
  [
    'a model that does not exist',
    { models: { mixpanel: 'mixpanel-simple' } },
    /There is no model "mixpanel-simple"; there are mixpanel-simplified, /,
  ],
  ['a model of another vendor', { models: { mixpanel: 'posthog' } }, /posthog is no model of mixpanel; there are mixpanel-simplified, /],
  ['a feed without a source', { feeds: ['mixpanel-simplified'] }, /A feed is SOURCE:MODEL/],
  ['a feed of what cannot be fed', { feeds: ['segment:posthog'] }, /posthog cannot be fed/],
  ['another reading', { as: 'sent' }, /"as" takes delivered, called, not "sent"\./],
])('%s is refused with one sentence that names the file', async (_what, config, why) => {
  const path = written(config);
  const refused = await readOptions({ config: path }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Error);
  expect(String(refused)).toMatch(why);
  expect(String(refused)).toContain(path);
  expect(String(refused)).not.toContain('\n');
});

test('a wrong model among the options of the test is refused as well', async () => {
  await expect(readOptions({ models: { T1: 'nope' } })).rejects.toThrow('There is no model "nope"');
});
