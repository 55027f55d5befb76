import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Settings } from '../../../src/core/model.ts';
import { takesValue } from '../../../src/core/setting-value.ts';
import { segmentUnify } from '../../../src/models/segment-unify.ts';
import { asPartition, listed, segmentEvent } from './build.ts';

const folded = (events: readonly AnalyticsEvent[], settings: Settings = {}) => {
  const fold = createFold(segmentUnify, settings);
  fold.update(listed(events), 0);
  return fold;
};

const clusters = (events: readonly AnalyticsEvent[], settings: Settings = {}) =>
  asPartition(
    folded(events, settings)
      .profiles()
      .map(({ ids }) => ids),
  );

describe('Segment Unify', () => {
  it('writes ids as type=value and labels a profile by its user id', () => {
    const [profile] = folded([
      segmentEvent({ anonymous_id: 'A1' }),
      segmentEvent({ anonymous_id: 'A1', user_id: 'U1', email: 'e@x' }),
    ]).profiles();
    expect(profile).toMatchObject({ label: 'user_id=U1', known: true, ids: ['anonymous_id=A1', 'user_id=U1', 'email=e@x'] });
  });

  it('does not take an e-mail address for a known id', () => {
    expect(folded([segmentEvent({ anonymous_id: 'A1', email: 'e@x' })]).profiles()[0]).toMatchObject({ label: 'email=e@x', known: false });
  });

  it('lets alias calls merge nothing', () => {
    const fold = folded([segmentEvent({ user_id: 'U1', anonymous_id: 'A1' }, { type: 'alias' }), segmentEvent({ anonymous_id: 'A1' })]);
    expect(fold.folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'alias-does-not-merge' });
    expect(fold.landsOn(1)).toBe('anonymous_id=A1');
  });

  it('drops the lowest priority of the incoming event first, then the next', () => {
    const fold = folded([
      segmentEvent({ user_id: 'U1', email: 'e@x', anonymous_id: 'A1' }),
      segmentEvent({ user_id: 'U2', email: 'e@x', anonymous_id: 'A1' }),
    ]);
    expect(fold.folded(1)).toMatchObject({ merge: 'refused', reason: 'dropped:anonymous_id,email' });
    expect(fold.landsOn(1)).toBe('user_id=U2');
  });

  it('orders types without a priority by the alphabet', () => {
    const first = segmentEvent({ user_id: 'U1', phone: '1', card: '2' });
    const fold = folded([first, segmentEvent({ user_id: 'U2', phone: '1', card: '2' })]);
    expect(fold.folded(1).reason).toBe('dropped:phone,card');
    expect(folded([first, segmentEvent({ user_id: 'U2', phone: '1', card: '2' })], { priorities: 'user_id,phone' }).folded(1).reason).toBe(
      'dropped:card,phone',
    );
  });

  it('drops an innocent identifier of lower priority before the one that breaks the limit', () => {
    const fold = folded([segmentEvent({ user_id: 'U1', email: 'e@x' }), segmentEvent({ user_id: 'U2', email: 'e@x', phone: '9' })]);
    expect(fold.folded(1).reason).toBe('dropped:phone,email');
  });

  it('holds five values of a type, and drops the sixth', () => {
    const devices = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].map((anonymous_id) => segmentEvent({ user_id: 'U1', anonymous_id }));
    const fold = folded(devices);
    expect(fold.folded(4).merge).toBe('merged');
    expect(fold.folded(5)).toMatchObject({ merge: 'refused', reason: 'dropped:anonymous_id' });
    expect(fold.landsOn(5)).toBe('user_id=U1');
    expect(folded(devices, { limits: 'user_id=1,anonymous_id=6,*=5' }).folded(5).merge).toBe('merged');
  });

  it('counts what two profiles hold together before it merges them', () => {
    const events = [
      segmentEvent({ anonymous_id: 'A1', phone: ['1', '2', '3'] }),
      segmentEvent({ email: 'e@x', phone: ['4', '5', '6'] }),
      segmentEvent({ anonymous_id: 'A1', email: 'e@x' }),
    ];
    expect(folded(events).folded(2)).toMatchObject({ merge: 'refused', reason: 'dropped:anonymous_id' });
    expect(folded(events).profiles()).toHaveLength(2);
  });

  it('drops the last of several values of one type, or the first when told so, and says that it assumes so', () => {
    const event = [segmentEvent({ user_id: 'U1', phone: ['1', '2', '3'] })];
    const settings = { limits: 'user_id=1,*=2' };
    expect(clusters(event, settings)).toEqual(['phone=1 phone=2 user_id=U1']);
    expect(clusters(event, { ...settings, 'tie-break': 'first' })).toEqual(['phone=2 phone=3 user_id=U1']);
    expect(folded(event, settings).folded(0).assumptions).toEqual(['tie-break']);
  });

  it('reports what a refused event joined nevertheless', () => {
    const [profile] = folded([segmentEvent({ user_id: 'U1', phone: ['1', '2', '3'] })], { limits: 'user_id=1,*=2' }).profiles();
    expect(profile?.mergedBy.map(({ ids }) => ids)).toEqual([['user_id=U1', 'phone=1', 'phone=2']]);
    // What put them together is not what kept the rest apart.
    expect(profile?.mergedBy[0]?.rule).toMatch(/^Identifiers that come in one event belong to one profile/);
  });

  it('lets suggested blocked values in unless told otherwise, and says that it assumes so', () => {
    const events = [segmentEvent({ user_id: 'null', anonymous_id: 'A1' }), segmentEvent({ user_id: '000-00' })];
    expect(folded(events).folded(0)).toMatchObject({ merge: 'merged', assumptions: ['blocked-values'] });
    const strict = folded(events, { 'blocked-values': 'suggested' });
    expect(strict.folded(0)).toMatchObject({ merge: 'refused', reason: 'blocked:user_id' });
    expect(strict.landsOn(0)).toBe('anonymous_id=A1');
    expect(strict.folded(1)).toMatchObject({ slot: null, merge: 'ignored', reason: 'blocked:user_id' });
    expect(folded(events, { 'blocked-values': 'A1' }).landsOn(0)).toBe('user_id=null');
  });

  it('merges no further beyond the merges a profile may go through', () => {
    const events = [
      segmentEvent({ anonymous_id: 'A1' }),
      segmentEvent({ email: 'a@x' }),
      segmentEvent({ anonymous_id: 'A1', email: 'a@x' }),
      segmentEvent({ phone: '1' }),
      segmentEvent({ anonymous_id: 'A1', phone: '1' }),
    ];
    const fold = folded(events, { 'max-merges': '1' });
    expect(fold.folded(4)).toMatchObject({ merge: 'refused', reason: 'limit:merges' });
    expect(fold.landsOn(4)).toBe('anonymous_id=A1');
    expect(folded(events).folded(4).merge).toBe('merged');
  });

  it('maps no further identifiers beyond those a profile may hold, and still resolves', () => {
    const events = [segmentEvent({ user_id: 'U1', anonymous_id: 'A1' }), segmentEvent({ user_id: 'U1', anonymous_id: 'A2' })];
    const fold = folded(events, { 'max-mappings': '2' });
    expect(fold.folded(1)).toMatchObject({ merge: 'refused', reason: 'limit:mappings' });
    expect(fold.landsOn(1)).toBe('user_id=U1');
  });

  it('names the event that connected an id with the user, through others if need be', () => {
    const fold = folded([
      segmentEvent({ anonymous_id: 'A1' }),
      segmentEvent({ email: 'e@x', user_id: 'U1' }),
      segmentEvent({ anonymous_id: 'A1', email: 'e@x' }),
    ]);
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'anonymous_id=A1', to: 'user_id=U1', event: 2 });
    expect(fold.because(1)).toMatchObject({ kind: 'own-id', id: 'user_id=U1' });
  });

  describe('with a limit by time', () => {
    const day = 86_400_000;
    const onDay = (number: number, email: string) => segmentEvent({ user_id: 'U1', email }, { at: number * day });

    it.each([
      ['weekly', 7],
      ['monthly', 30],
      ['annually', 365],
    ])('counts %s only what a profile got within %d days', (window, days) => {
      const events = [onDay(0, 'a@x'), onDay(1, 'b@x'), onDay(days - 0.5, 'c@x'), onDay(days + 0.5, 'd@x')];
      const fold = folded(events, { limits: `user_id=1,email=2/${window}` });
      expect(events.map((_, index) => fold.folded(index).reason)).toEqual([null, null, 'dropped:email', null]);
      expect([1, 2, 3].map((index) => fold.folded(index).assumptions)).toEqual([[], ['window-days'], ['window-days']]);
      expect(folded(events, { limits: 'user_id=1,email=2' }).folded(3).reason).toBe('dropped:email');
    });

    it('counts the values of both profiles before it merges them', () => {
      const at = 100 * day;
      const events = [
        segmentEvent({ phone: '1', email: 'a@x' }, { at: at - 9 * day }),
        segmentEvent({ card: '1', email: 'b@x' }, { at: at - 2 * day }),
        segmentEvent({ phone: '1', card: '1' }, { at }),
      ];
      expect(folded(events, { limits: '*=5,email=1/weekly' }).folded(2).merge).toBe('merged');
      expect(folded(events, { limits: '*=5,email=1/weekly', 'window-days': '14,30,365' }).folded(2).reason).toBe('dropped:phone');
    });

    it('takes an event without a time for as late as the latest one', () => {
      const events = [onDay(0, 'a@x'), onDay(9, 'b@x'), segmentEvent({ user_id: 'U1', email: 'c@x' })];
      const fold = folded(events, { limits: 'email=1/weekly' });
      expect([1, 2].map((index) => fold.folded(index).reason)).toEqual([null, 'dropped:email']);
    });

    it('takes limits that can be read, and no others', () => {
      const setting = segmentUnify.settings.find(({ name }) => name === 'limits');
      const takes = (value: string) => setting !== undefined && takesValue(setting, value);
      expect(['user_id=1,*=5', 'email=5/weekly, *=3/ever'].every(takes)).toBe(true);
      expect(['email=5/daily', 'email', 'email=', '=5', 'email=many', ''].some(takes)).toBe(false);
    });

    it('leaves the defaults where a limit cannot be read', () => {
      const events = ['A1', 'A2'].map((anonymous_id) => segmentEvent({ user_id: 'U1', anonymous_id }));
      expect(folded(events, { limits: 'anonymous_id=1/daily,*=many' }).folded(1).merge).toBe('merged');
    });
  });

  it('says how far a profile is towards every limit, but not that it holds its one user id', () => {
    const run = segmentUnify.start({});
    run.ingest(segmentEvent({ anonymous_id: 'A1' }), 0);
    run.ingest(segmentEvent({ user_id: 'U1', email: 'e@x' }), 1);
    const { slot } = run.ingest(segmentEvent({ user_id: 'U1', anonymous_id: 'A1' }), 2);
    const limits = run.limitsOf?.(run.profileOf(slot ?? -1) ?? -1) ?? [];
    expect(limits.map(({ name, value, limit }) => `${name} ${value}/${limit}`).sort()).toEqual([
      'anonymous_id 1/5',
      'email 1/5',
      'mappings 3/1000',
      'merges 1/100',
    ]);
  });

  it('goes through 100 merges and no further', () => {
    const events = Array.from({ length: 102 }, (_, number) => [
      segmentEvent({ card: `c${number}` }),
      segmentEvent({ user_id: 'U1', card: `c${number}` }),
    ]).flat();
    const fold = folded(events, { limits: '*=500' });
    expect(fold.folded(2 * 100 + 1).merge).toBe('merged');
    expect(fold.folded(2 * 101 + 1)).toMatchObject({ merge: 'refused', reason: 'limit:merges' });
  });

  it('reads e-mail addresses of properties only when told so, and says that it assumes so', () => {
    const event = { ...segmentEvent({ anonymous_id: 'A1' }), payload: { properties: { email: 'e@x' } } };
    expect(clusters([event])).toEqual(['anonymous_id=A1']);
    expect(folded([event]).folded(0).assumptions).toEqual(['email-source']);
    expect(clusters([event], { 'email-source': 'properties-too' })).toEqual(['anonymous_id=A1 email=e@x']);
  });

  it('takes the ids of mobile devices and of Google Analytics for identifiers', () => {
    const device = { type: 'ios', id: 'I', advertisingId: 'F', adTrackingEnabled: true, token: 'T' };
    const withContext = (context: Json) => ({ ...segmentEvent({ user_id: 'U1' }), payload: { context } });
    expect(clusters([withContext({ device })])).toEqual(['ios.id=I ios.idfa=F ios.push_token=T user_id=U1']);
    expect(clusters([withContext({ device: { ...device, type: 'android', adTrackingEnabled: false } })])).toEqual([
      'android.id=I android.push_token=T user_id=U1',
    ]);
    expect(clusters([withContext({ device: { type: 'web', id: 'I' } })])).toEqual(['user_id=U1']);
    expect(clusters([withContext({ integrations: { 'Google Analytics': { clientId: 'G' } } })])).toEqual(['ga_client_id=G user_id=U1']);
  });

  it('merges people who share a browser when the Google Analytics cookie survives their log-out', () => {
    const visit = (anonymous_id: string) => ({
      ...segmentEvent({ anonymous_id }),
      payload: { context: { integrations: { 'Google Analytics': { clientId: 'G' } } } },
    });
    expect(clusters([visit('A1'), visit('A2')])).toEqual(['anonymous_id=A1 anonymous_id=A2 ga_client_id=G']);
  });

  it('gives an event without identifiers to nobody', () => {
    expect(folded([segmentEvent({})]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-id' });
  });
});
