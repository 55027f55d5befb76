import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuthPatterns, noAuthPatterns } from '../../../src/core/auth-patterns.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { authChange, changedAuth, changedOptions } from '../../../src/messages/options-change.ts';
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

  test('patterns that two panels choose at once all hold, and what one takes away stays away', async () => {
    const world = newWorld();
    const worker = wakeWorker(world);
    const [line, other] = [worker.panel(), worker.panel()];
    worker.page({ url: 'https://shop.example/' }).say({
      kind: 'page.reported',
      reports: JSON.stringify([
        { kind: 'document.opened', url: 'https://shop.example/', referrer: '', lifecycle: 'active', seq: 0, at: 1 },
      ]),
    });
    await world.time.advance(500);
    const patterns = (...auth: readonly { list: string; pattern: string; on: boolean }[]) => ({ kind: 'site.set', change: { auth } });
    line.say(patterns({ list: 'login', pattern: '/in', on: true }, { list: 'never', pattern: 'news', on: true }));
    other.say(patterns({ list: 'login', pattern: '/welcome', on: true }, { list: 'logout', pattern: '/out', on: true }));
    await world.time.advance(500);
    const chosen = { login: ['/in', '/welcome'], logout: ['/out'], expiry: [], never: ['news'] };
    expect(viewOf(line)?.site.auth).toEqual(chosen);
    expect(viewOf(other)?.options.auth).toEqual(chosen);
    line.say(patterns({ list: 'login', pattern: '/in', on: false }));
    other.say(patterns({ list: 'login', pattern: '/welcome', on: true }, { list: 'other', pattern: '/x', on: true }));
    await world.time.advance(500);
    expect(viewOf(line)?.site.auth).toEqual({ ...chosen, login: ['/welcome'] });
  });
});

describe('a change of patterns', () => {
  const lists = fc.uniqueArray(fc.constantFrom('/a', '/b', '/c', '/d'), { maxLength: 4 });
  const auths = fc.record({ login: lists, logout: lists, expiry: lists, never: lists });
  const asSets = (auth: AuthPatterns) => Object.fromEntries(Object.entries(auth).map(([name, list]) => [name, [...list].sort()]));

  test('leads from what was to what is wanted, and is nothing when that is the same', () => {
    fc.assert(
      fc.property(auths, auths, (before, after) => {
        expect(asSets(changedAuth(before, authChange(before, after)))).toEqual(asSets(after));
        expect(authChange(before, before)).toEqual([]);
      }),
    );
  });

  test('adds no more than can be kept', () => {
    const many = Array.from({ length: 300 }, (_, place) => ({ list: 'login' as const, pattern: `/${place}`, on: true }));
    expect(changedAuth(noAuthPatterns, many).login).toHaveLength(200);
  });
});
