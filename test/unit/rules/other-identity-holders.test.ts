import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { Ids } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { toCheck } from '../../../src/reports/check.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { createLog, type Place } from '../../support/recording-clock.ts';

type Line = readonly [vendor: string, method: string, ...args: Json[]];

/** Calls of tools beside a Segment that does everything right: two people, one after the other, with a log-out between. */
const visit = (login: (user: string) => readonly Line[], logout: readonly Line[], vendors: readonly string[]): Recording => {
  const log = createLog(1_800_000_000_000);
  const place: Place = { document: 'd1', device: 'browser', tab: 1, frame: 0 };
  let user: string | null = null;
  let visitor = 'a-1';
  const write = (fact: Parameters<typeof log.write>[1]): void => log.write(place, fact);
  const made = (
    vendor: string,
    method: string,
    args: readonly Json[],
    after: Ids | null,
    before: Ids | null = vendor === 'segment' ? { anonymousId: visitor, knownId: user } : null,
  ): void =>
    write({
      kind: 'call.observed',
      call: log.next('c'),
      vendor,
      project: vendor === 'segment' ? 'WK' : null,
      instance: vendor === 'segment' ? 'WK' : vendor,
      method,
      args,
      before,
      after,
      site: null,
      parent: null,
      queued: false,
      replayOf: null,
    });
  const segment = (method: string, args: readonly Json[], payload: Record<string, Json> | null): void => {
    made('segment', method, args, {
      anonymousId: visitor,
      knownId: method === 'identify' ? (args[0] as string) : method === 'reset' ? null : user,
    });
    if (payload === null) return;
    const request = log.next('r');
    const common = {
      messageId: log.next('m'),
      anonymousId: visitor,
      userId: method === 'identify' ? (args[0] ?? null) : user,
      writeKey: 'WK',
    };
    write({
      kind: 'wire.sent',
      request,
      vendor: 'segment',
      project: 'WK',
      transport: 'fetch',
      url: 'https://api.segment.io/v1/t',
      payloads: [{ type: method, ...common, timestamp: new Date(log.now()).toISOString(), ...payload }],
    });
    write({ kind: 'wire.settled', request, status: 200, outcome: 'accepted' });
  };
  const reset = (next: string): void => {
    const before = { anonymousId: visitor, knownId: user };
    [visitor, user] = [next, null];
    made('segment', 'reset', [], { anonymousId: next, knownId: null }, before);
  };
  const found = (vendor: string, project: string | null): void =>
    write({
      kind: 'sdk.found',
      vendor,
      project,
      instance: project ?? vendor,
      version: null,
      how: 'global',
      hooked: true,
      why: null,
      capturing: 'unknown',
    });
  write({ kind: 'document.opened', url: 'https://shop.test/', referrer: '', lifecycle: 'active' });
  found('segment', 'WK');
  write({
    kind: 'storage.changed',
    vendor: 'segment',
    project: 'WK',
    area: 'localStorage',
    ids: { anonymousId: visitor, knownId: null },
    unsent: null,
    capturing: 'unknown',
    cause: null,
  });
  for (const vendor of vendors) found(vendor, null);
  for (const person of ['u-1', 'u-2']) {
    segment('track', ['Seen'], { event: 'Seen' });
    log.wait(500);
    write({ kind: 'auth.signalled', signal: 'login', confirmed: true, source: 'form', detail: 'Password form' });
    log.wait(100);
    segment('identify', [person], { traits: {} });
    user = person;
    for (const [vendor, method, ...args] of login(person)) made(vendor, method, args, null);
    log.wait(500);
    segment('track', ['Bought'], { event: 'Bought' });
    log.wait(8_000);
    write({ kind: 'auth.signalled', signal: 'logout', confirmed: true, source: 'control', detail: 'Log out' });
    log.wait(20);
    reset(`a-${person}`);
    for (const [vendor, method, ...args] of logout) made(vendor, method, args, null);
    log.wait(20_000);
  }
  write({ kind: 'document.closed', to: 'unloaded' });
  return {
    idscope: 1,
    id: 'tools',
    startedAt: '2027-01-15T08:00:00.000Z',
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [{ id: 'browser', label: 'browser' }],
    observations: log.observations,
  };
};

const tools = ['intercom', 'fullstory', 'logrocket', 'sentry', 'hotjar', 'zendesk'];
const login = (user: string): readonly Line[] => [
  ['intercom', 'boot', { app_id: 'app1', user_id: user }],
  ['fullstory', 'setIdentity', { uid: user }],
  ['logrocket', 'init', 'shop/web'],
  ['logrocket', 'identify', user],
  ['sentry', 'setUser', { id: user }],
  ['hotjar', 'identify', user, {}],
  ['zendesk', 'messenger loginUser'],
];
const logout: readonly Line[] = [
  ['intercom', 'shutdown'],
  ['fullstory', 'setIdentity', { anonymous: true }],
  ['logrocket', 'startNewSession'],
  ['sentry', 'setUser', null],
  ['hotjar', 'identify', null, {}],
  ['zendesk', 'messenger logoutUser'],
];

const judged = (recording: Recording) => {
  const result = readRecordings([recording], defaultOptions);
  return {
    analysis: result.analysis,
    findings: result.findings.map(({ rule, vendor, severity }) => `${severity} ${rule} ${vendor}`),
    failed: result.flows.filter(({ verdict }) => verdict === 'fail').map(({ flow, vendor }) => `${flow} ${vendor}`),
    result,
  };
};

describe('tools that hold an identity beside the analytics', () => {
  it('are projects with the ids their calls named, and without events', () => {
    const { analysis } = judged(visit(login, [], tools));
    const cards = analysis.identities.map(({ vendor, project, ids }) => [vendor, project, ids.knownId]);
    expect(cards).toEqual([
      ['segment', 'WK', null],
      ['intercom', 'app1', 'u-2'],
      ['fullstory', 'host:shop.test', 'u-2'],
      ['logrocket', 'shop/web', 'u-2'],
      ['sentry', 'host:shop.test', 'u-2'],
      ['hotjar', 'host:shop.test', 'u-2'],
      ['zendesk', 'host:shop.test', null],
    ]);
    expect(analysis.projects.map(({ vendor, events }) => [vendor, events.length]).slice(1)).toEqual(
      expect.arrayContaining(tools.map((vendor) => [vendor, 0])),
    );
  });

  it('raise no finding and fail no flow when they are given up at log-out', () => {
    const { findings, failed, result } = judged(visit(login, logout, tools));
    expect(findings.filter((text) => !text.includes('segment'))).toEqual([]);
    expect(failed).toEqual([]);
    const { reasons } = toCheck(result, { failOn: 'warning' });
    expect(reasons.filter((reason) => tools.some((tool) => reason.includes(tool)))).toEqual([]);
  });

  it.each([
    ['intercom', 'shutdown'],
    ['fullstory', 'setIdentity'],
    ['logrocket', 'startNewSession'],
    ['sentry', 'setUser'],
    ['hotjar', 'identify'],
  ])('%s: one that is not given up is named, and nothing else', (vendor, method) => {
    const { findings } = judged(
      visit(
        login,
        logout.filter(([name, call]) => !(name === vendor && call === method)),
        tools,
      ),
    );
    expect(findings.filter((text) => !text.includes('segment'))).toEqual([
      expect.stringMatching(new RegExp(`^warning other-tool-not-reset ${vendor}|^error user-switched-without-reset ${vendor}`)),
    ]);
  });

  it('alone on a page are no analytics that was checked', () => {
    const only = visit(login, logout, tools);
    const result = readRecordings(
      [{ ...only, observations: only.observations.filter((o) => !('vendor' in o) || o.vendor !== 'segment') }],
      defaultOptions,
    );
    expect(toCheck(result).reasons).toEqual([expect.stringContaining('No analytics project was observed')]);
  });
});
