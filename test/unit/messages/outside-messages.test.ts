import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { AnalysisOptions } from '../../../src/core/options.ts';
import { pieceMinLength } from '../../../src/messages/limits.ts';
import { changedOptions } from '../../../src/messages/options-change.ts';
import { parseCommand } from '../../../src/messages/parse-command.ts';
import { parseOptions } from '../../../src/messages/parse-options.ts';
import { parsePageMessage } from '../../../src/messages/parse-page.ts';
import { damaged, deepJson, expectUnpolluted, hostileJson, promptly } from '../../support/hostile-values.ts';

const options: AnalysisOptions = {
  as: 'delivered',
  order: 'ingestion',
  models: { mixpanel: 'mixpanel-original' },
  settings: { 'number-ids': 'same' },
  ownProjects: ['T'],
  feeds: [{ from: 'segment W', to: 'mixpanel' }],
  auth: { login: ['/in'], logout: [], expiry: [], never: [] },
};
const change = {
  as: 'called',
  models: { T: null, U: 'x' },
  settings: { 'number-ids': 'other' },
  feeds: [{ from: 'W', to: 'm', on: true }],
};
const commands = [
  { kind: 'panel.hello', version: 1, tab: 3 },
  { kind: 'options.set', change },
  {
    kind: 'site.set',
    change: { auth: [{ list: 'login', pattern: '/in', on: true }], muted: { mute: { rule: 'r', project: null, reason: 'why' } } },
  },
  { kind: 'recording.import', name: 'a', text: 'x'.repeat(10), add: false },
  { kind: 'server-id.set', cookie: 'anon', value: 'v' },
  { kind: 'events.inject', request: 1, text: '{}' },
];
const pages = [
  { kind: 'page.hello', version: 1, lifecycle: 'active' },
  { kind: 'page.reported', reports: '[]' },
  { kind: 'page.cookie', name: 'anon', value: 'v' },
];

afterEach(expectUnpolluted);

describe('whatever arrives at the background (T01, T40)', { timeout: 60_000 }, () => {
  test('a page says one of three things or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostileJson, deepJson, fc.constantFrom(...pages).chain(damaged)), (value) => {
        const message = promptly(() => parsePageMessage(value));
        expect([undefined, 'page.hello', 'page.reported', 'page.cookie']).toContain(message?.kind);
        if (message !== null)
          for (const name of Object.keys(message)) expect(['kind', 'version', 'lifecycle', 'reports', 'name', 'value']).toContain(name);
      }),
      { numRuns: 800 },
    );
  });

  test('a panel’s command is one of the known ones, with members of the right kind, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostileJson, deepJson, fc.constantFrom(...commands).chain(damaged)), (value) => {
        const command = promptly(() => parseCommand(value));
        if (command === null) return;
        expect(Object.getPrototypeOf(command)).toBe(Object.prototype);
        if (command.kind !== 'options.set') return;
        const after = changedOptions(options, command.change);
        expect(parseOptions(JSON.parse(JSON.stringify(after)))).toMatchObject({
          as: after.as,
          models: after.models,
          settings: after.settings,
        });
      }),
      { numRuns: 800 },
    );
  });

  test('a file larger than a message is refused before it is read', () => {
    expect(parseCommand({ kind: 'recording.import', name: 'a', text: 'x'.repeat(pieceMinLength + 1), add: false })).toBeNull();
  });
});
