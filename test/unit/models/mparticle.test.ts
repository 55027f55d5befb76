import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { Settings } from '../../../src/core/model.ts';
import { mparticle } from '../../../src/models/mparticle.ts';
import vectors from '../../fixtures/vectors/mparticle.json' with { type: 'json' };
import { describeLineVectors, eventsOf, foldLines, type LineVector } from '../../support/line-vectors.ts';
import { describeModelProperties } from '../../support/model-properties.ts';
import { segmentEvent } from './build.ts';

type Ids = Readonly<Record<string, string>>;

const request = (name: string, known_identities: Ids, mpid?: string): Json => ({
  request: name,
  known_identities,
  ...(mpid === undefined ? {} : { mpid }),
});
const tracked = (more: Readonly<Record<string, Json>> = {}): Json => ({ event_type: 'custom_event', ...more });

const device = { device_application_stamp: 'S1' };
const profilesOf = (lines: readonly Json[], settings: Settings = {}) => {
  const fold = foldLines(mparticle, lines, settings);
  return lines.map((_, index) => fold.profileIdOf(index));
};

describeLineVectors(mparticle, vectors as readonly LineVector[]);

describe('mParticle', () => {
  const session = [request('identify', device), tracked(), request('login', { customerid: 'U1', ...device }), tracked()];

  it('lets events follow the profile that was returned last, and says that it assumes so', () => {
    const fold = foldLines(mparticle, session);
    expect(fold.profiles()).toMatchObject([{ label: 'U1', known: true, ids: ['S1', 'U1'], events: 4 }]);
    expect([1, 3].map((index) => fold.folded(index).assumptions)).toEqual([['events-without-mpid'], ['events-without-mpid']]);
    expect(profilesOf(session, { 'events-without-mpid': 'nobody' })).toEqual(['p1', null, 'p1', null]);
  });

  it('names the login that made a profile known', () => {
    const fold = foldLines(mparticle, session);
    expect(fold.folded(2)).toMatchObject({ merge: 'merged', link: ['S1', 'U1'] });
    expect(fold.because(1)).toMatchObject({ kind: 'linked', id: 'S1', to: 'U1', event: 2 });
    expect(fold.because(2)).toMatchObject({ kind: 'own-id', id: 'U1' });
  });

  it('believes an mpid that was seen over its own simulation', () => {
    const lines = [
      request('identify', device, '1'),
      request('login', { customerid: 'U1', ...device }, '2'),
      tracked({ mpid: '1' }),
      tracked({ mpid: '2' }),
      tracked({ mpid: '3' }),
      request('login', { customerid: 'U1', ...device }),
    ];
    expect(profilesOf(lines)).toEqual(['p1', 'p2', 'p1', 'p2', 'p3', 'p2']);
    const fold = foldLines(mparticle, lines);
    expect(fold.profiles().map(({ ids }) => ids)).toEqual([['1', 'S1'], ['2', 'U1', 'S1'], ['3']]);
    expect(fold.because(3)).toMatchObject({ kind: 'own-id', id: '2' });
    expect(fold.because(5)).toMatchObject({ kind: 'own-id', id: 'U1' });
  });

  it('learns the mpid of a simulated profile from a later answer or event', () => {
    expect(profilesOf([request('identify', device), request('identify', device, '1'), tracked({ mpid: '1' })])).toEqual(['p1', 'p1', 'p1']);
    const events = [
      request('login', { customerid: 'U1', ...device }),
      tracked({ mpid: '7', mp_deviceid: 'S1', user_identities: { customer_id: 'U1' } }),
    ];
    expect(profilesOf(events)).toEqual(['p1', 'p1']);
  });

  it('lets an event without mpid find its profile by its own identities first', () => {
    const lines = [
      request('login', { customerid: 'U1' }),
      request('login', { customerid: 'U2' }),
      tracked({ user_identities: { customerid: 'U1' } }),
    ];
    expect(profilesOf(lines)).toEqual(['p1', 'p2', 'p1']);
  });

  it('returns a known profile only to a request with its login id', () => {
    const lines = [request('login', { customerid: 'U1', email: 'a@x' }), request('identify', { email: 'a@x' })];
    const fold = foldLines(mparticle, lines);
    expect(fold.profileIdOf(1)).toBe('p2');
    expect(fold.folded(1).assumptions).toEqual(['contested-ids']);
    expect(profilesOf([...lines, request('identify', { email: 'a@x' })])).toEqual(['p1', 'p2', 'p2']);
    expect(profilesOf([...lines, request('identify', { email: 'a@x' })], { 'contested-ids': 'stays' })).toEqual(['p1', 'p2', 'p3']);
    expect(profilesOf(lines, { 'login-ids': 'customerid,email' })).toEqual(['p1', 'p1']);
  });

  it('moves what was anonymous to the new known user when link aliases', () => {
    const lines = [request('identify', device), request('login', { customerid: 'U1', ...device }), request('logout', device)];
    expect(profilesOf(lines, { strategy: 'link' })).toEqual(['p1', 'p2', 'p3']);
    const fold = foldLines(mparticle, lines, { strategy: 'link', 'alias-on-login': 'yes' });
    expect(lines.map((_, index) => fold.profileIdOf(index))).toEqual(['p1', 'p1', 'p2']);
    expect(fold.folded(1)).toMatchObject({ merge: 'merged', assumptions: ['alias-on-login'] });
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'S1', to: 'U1', event: 1 });
  });

  it('reads the changes that the web SDK sends with modify', () => {
    const change = { identity_type: 'email', old_value: 'a@x', new_value: 'b@x' };
    const lines = [request('login', { customerid: 'U1', email: 'a@x' }), { request: 'modify', identity_changes: [change] }];
    expect(foldLines(mparticle, lines).profiles()).toMatchObject([{ ids: ['U1', 'a@x', 'b@x'] }]);
    expect(profilesOf([...lines, request('identify', { email: 'a@x' })])).toEqual(['p1', 'p1', 'p2']);
  });

  it('ignores what has no profile', () => {
    const reasonOf = (line: Json) => foldLines(mparticle, [line]).folded(0);
    expect(reasonOf(request('identify', {}))).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-identity' });
    expect(reasonOf(request('modify', { email: 'a@x' }))).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-current-user' });
    expect(reasonOf(tracked())).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-mpid' });
    expect(mparticle.start({}).ingest(segmentEvent({ user_id: 'U1' }), 0).reason).toBe('foreign-payload');
  });
});

const some = (values: readonly string[]) => fc.constantFrom('', ...values);
const identities = fc
  .record({ customerid: some(['U1', 'U2', 'U3']), email: some(['a@x', 'b@x', 'c@x']), device_application_stamp: some(['S1', 'S2', 'S3']) })
  .map((ids): Ids => Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== '')));
const mpid = fc.constantFrom(undefined, undefined, undefined, '1', '2');

describeModelProperties({
  model: mparticle,
  repeats: true,
  event: fc
    .oneof(
      fc
        .tuple(fc.constantFrom('identify', 'login', 'logout', 'modify'), identities, mpid)
        .map(([name, ids, seen]) => request(name, ids, seen)),
      fc.tuple(identities, mpid).map(([ids, seen]) => tracked({ user_identities: ids, ...(seen === undefined ? {} : { mpid: seen }) })),
    )
    .map((payload) => eventsOf('mparticle', [payload])[0] ?? segmentEvent({})),
  settings: fc.constantFrom<Settings>(
    {},
    { strategy: 'link', 'alias-on-login': 'yes' },
    { strategy: 'isolation', 'contested-ids': 'stays' },
    { strategy: 'best-match', 'events-without-mpid': 'nobody' },
  ),
});
