import { describe, expect, test } from 'vitest';
import { noAuthPatterns } from '../../../src/core/auth-patterns.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { changedOptions } from '../../../src/messages/options-change.ts';
import { newWorld, viewOf, wakeWorker } from './worker.ts';

test('options that were chosen hold after the worker died', async () => {
  const world = newWorld();
  const line = wakeWorker(world).panel();
  await world.time.advance(100);
  const options = {
    as: 'called',
    order: 'ingestion',
    models: { T: 'mixpanel-simplified' },
    settings: {},
    ownProjects: null,
  };
  // Patterns belong to a site and are said by themselves.
  const change = { as: 'called', models: options.models, auth: { ...noAuthPatterns, logout: ['/goodbye'] } };
  line.say({ kind: 'options.set', change });
  await world.time.advance(100);
  expect(viewOf(line)?.options).toEqual(options);
  const again = wakeWorker(world).panel();
  await world.time.advance(100);
  expect(viewOf(again)?.options).toEqual(options);
});

describe('two changes before the first was answered', () => {
  const changes = [
    { models: { T: 'mixpanel-original' } },
    { models: { U: 'posthog' } },
    { settings: { 'number-ids': 'same' } },
    { feeds: [{ from: 'W', to: 'amplitude', on: true }] },
    { as: 'called' },
  ] as const;
  const pairs = changes.flatMap((one) => changes.filter((other) => other !== one).map((other) => [one, other] as const));

  test.each(pairs)('%j and %j both hold, from one panel or from two', async (one, other) => {
    for (const panels of [1, 2]) {
      const world = newWorld();
      const worker = wakeWorker(world);
      const lines = Array.from({ length: panels }, () => worker.panel());
      await world.time.advance(100);
      lines[0]?.say({ kind: 'options.set', change: one });
      lines.at(-1)?.say({ kind: 'options.set', change: other });
      await world.time.advance(500);
      const wanted = changedOptions(changedOptions(defaultOptions, one), other);
      for (const line of lines) expect(viewOf(line)?.options).toEqual(wanted);
      expect(wanted).toEqual(changedOptions(changedOptions(defaultOptions, other), one));
    }
  });

  test('of the same thing: the later one holds, and a default is the way back', async () => {
    const world = newWorld();
    const worker = wakeWorker(world);
    const [panel, side] = [worker.panel(), worker.panel()];
    await world.time.advance(100);
    panel.say({ kind: 'options.set', change: { models: { T: 'mixpanel-original' } } });
    side.say({ kind: 'options.set', change: { models: { T: 'mixpanel-simplified' } } });
    await world.time.advance(500);
    expect(viewOf(panel)?.options.models).toEqual({ T: 'mixpanel-simplified' });
    panel.say({ kind: 'options.set', change: { models: { T: null } } });
    await world.time.advance(500);
    expect(viewOf(side)?.options.models).toEqual({});
  });

  test('two rules that are muted at once are both muted, and one is told again without the other', async () => {
    const world = newWorld();
    const { panel, page } = wakeWorker(world);
    const line = panel();
    page({ url: 'https://shop.example/' }).say({
      kind: 'page.reported',
      reports: JSON.stringify([
        { kind: 'document.opened', url: 'https://shop.example/', referrer: '', lifecycle: 'active', seq: 0, at: 1 },
      ]),
    });
    await world.time.advance(500);
    const mute = (rule: string) => ({ kind: 'site.set', change: { muted: { mute: { rule, project: null, reason: 'known' } } } });
    line.say(mute('merge-refused'));
    line.say(mute('alias-misuse'));
    line.say({ kind: 'site.set', change: { muted: { mute: { rule: 'alias-misuse', project: null, reason: 'accepted' } } } });
    await world.time.advance(500);
    expect(viewOf(line)?.options.muted?.map(({ rule, reason }) => `${rule}: ${reason}`)).toEqual([
      'merge-refused: known',
      'alias-misuse: accepted',
    ]);
    line.say({ kind: 'site.set', change: { muted: { unmute: { rule: 'merge-refused', project: null } } } });
    await world.time.advance(500);
    expect(viewOf(line)?.options.muted?.map(({ rule }) => rule)).toEqual(['alias-misuse']);
  });
});
