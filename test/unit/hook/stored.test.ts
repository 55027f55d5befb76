import { describe, expect, test } from 'vitest';
import type { FactOf } from '../../../src/core/observation.ts';
import { readCookieWrite } from '../../../src/hook/storage-writes.ts';
import { type Area, startStored } from '../../../src/hook/stored.ts';
import { amplitude, mixpanel, rudderstack, segment } from '../../support/hook-vendors.ts';

const setUp = (kept: readonly (readonly [Area, string, string])[] = []) => {
  const said: FactOf<'storage.changed'>[] = [];
  const found: string[] = [];
  const waiting: (() => void)[] = [];
  const state = { cause: null as string | null, reads: 0, kept };
  const stored = startStored({
    vendors: [mixpanel, segment, amplitude, rudderstack],
    readAll: (see) => {
      state.reads += 1;
      for (const [area, key, text] of state.kept) see(area, key, text);
    },
    say: (fact) => (fact.kind === 'sdk.found' ? found.push(`${fact.vendor} ${fact.project} ${fact.why}`) : said.push(fact)),
    later: (run) => waiting.push(run),
    cause: () => state.cause,
  });
  const write = (area: Area, key: string | null, text: string | null): void => {
    stored.writing({ area, key, text })?.();
  };
  const nextTask = (): void => {
    for (const run of waiting.splice(0)) run();
  };
  return { stored, said, state, write, found, nextTask };
};
const blob = (ids: object): string => JSON.stringify(ids);
const key = 'mp_TOK_mixpanel';

describe('what is stored', () => {
  test('a fresh visitor: nothing first, then the new ids', () => {
    const { said, write } = setUp();
    write('cookie', key, blob({ distinct_id: '$device:d1', $device_id: 'd1' }));
    expect(said.map(({ ids, project, cause }) => [ids, project, cause])).toEqual([
      [{ anonymousId: null, knownId: null }, 'TOK', null],
      [{ anonymousId: 'd1', knownId: null }, 'TOK', null],
    ]);
  });

  test('a returning visitor: the stored ids first, read before the first write', () => {
    const { said, write, state } = setUp([['cookie', key, blob({ distinct_id: 'u-1', $device_id: 'd1', $user_id: 'u-1' })]]);
    write('cookie', key, blob({ distinct_id: '$device:d2', $device_id: 'd2' }));
    expect(said.map(({ ids }) => ids)).toEqual([
      { anonymousId: 'd1', knownId: 'u-1' },
      { anonymousId: 'd2', knownId: null },
    ]);
    expect(state.reads).toBe(1);
  });

  test('is not read again by later writes, and the same ids are told once', () => {
    const { said, write, state } = setUp();
    const text = blob({ distinct_id: '$device:d1', $device_id: 'd1' });
    for (let i = 0; i < 5; i += 1) write('cookie', key, text);
    expect(state.reads).toBe(1);
    expect(said).toHaveLength(2);
  });

  test('inside a call only the outcome is told, with the call as its cause', () => {
    const { stored, said, write, state } = setUp();
    write('cookie', key, blob({ distinct_id: '$device:d1', $device_id: 'd1' }));
    state.cause = 'c-1';
    write('cookie', key, blob({ distinct_id: '$device:d1', $device_id: 'd1', $user_id: 'u-1' }));
    write('cookie', key, blob({ distinct_id: 'u-1', $device_id: 'd1', $user_id: 'u-1' }));
    expect(said).toHaveLength(2);
    stored.settle();
    expect(said[2]).toMatchObject({ ids: { anonymousId: 'd1', knownId: 'u-1' }, cause: 'c-1' });
  });

  test('Mixpanel: a bare distinct_id without a user id stands for a person, one with the device prefix for a device', () => {
    const { stored, write } = setUp();
    write('localStorage', key, blob({ distinct_id: 'someone' }));
    expect(stored.idsOf(mixpanel, 'TOK')).toEqual({ anonymousId: null, knownId: 'someone' });
    write('localStorage', key, blob({ distinct_id: '$device:d1' }));
    expect(stored.idsOf(mixpanel, 'TOK')).toEqual({ anonymousId: 'd1', knownId: null });
    write('localStorage', key, blob({ distinct_id: 'd1', $device_id: 'd1' }));
    expect(stored.idsOf(mixpanel, 'TOK')).toEqual({ anonymousId: 'd1', knownId: null });
  });

  test('what waits in another tab is told by that tab; that nothing waits any more, whose ids are stored, and what this tab does are', () => {
    const queue = (count: number): readonly [Area, string, string] => [
      'localStorage',
      '__mpq_TOK_ev',
      JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: n, payload: { properties: { $insert_id: `i${n}` } } }))),
    ];
    const ids = (device: string) => ['cookie', key, blob({ distinct_id: `$device:${device}`, $device_id: device })] as const;
    const { stored, said, write, state } = setUp([ids('d1'), queue(2)]);
    write(...ids('d1'));
    expect(said.map(({ unsent }) => unsent)).toEqual([2]);
    state.kept = [ids('d1'), queue(3)];
    stored.refresh(true);
    expect(said).toHaveLength(1);
    // Its own, though it comes to what it told last.
    write(...queue(2));
    expect(said.map(({ unsent }) => unsent)).toEqual([2, 2]);
    state.kept = [ids('d1'), queue(1)];
    stored.refresh(true);
    state.kept = [ids('d1'), queue(0)];
    stored.refresh(true);
    expect(said.map(({ unsent }) => unsent)).toEqual([2, 2, 0]);
    state.kept = [ids('d2'), queue(4)];
    stored.refresh(true);
    expect(said.at(-1)).toMatchObject({ ids: { anonymousId: 'd2' }, unsent: 4 });
    state.kept = [ids('d2'), queue(5)];
    stored.refresh();
    expect(said.at(-1)).toMatchObject({ unsent: 5 });
  });

  test('Mixpanel: the unsent queue is counted and an opt-out is told', () => {
    const { said, write } = setUp();
    write(
      'localStorage',
      '__mpq_TOK_ev',
      '[{"id":"1","payload":{"event":"a","properties":{"$insert_id":"i1"}}},{"id":"2","payload":{"event":"b","properties":{"$insert_id":"i2"}}}]',
    );
    expect(said.at(-1)).toMatchObject({ project: 'TOK', area: 'localStorage', unsent: 2, capturing: 'unknown' });
    write('localStorage', '__mp_opt_in_out_TOK', '0');
    expect(said.at(-1)).toMatchObject({ unsent: 2, capturing: 'out' });
  });

  test('Mixpanel: a key the page named itself belongs to the instance that says so', () => {
    const { stored, said } = setUp([['cookie', 'mp_shop', blob({ distinct_id: 'u-1', $user_id: 'u-1', $device_id: 'd' })]]);
    const show = stored.prepare(mixpanel, 'TOK', { mp_shop: { project: 'TOK', part: 'ids' } });
    show();
    expect(said).toMatchObject([{ project: 'TOK', ids: { anonymousId: 'd', knownId: 'u-1' } }]);
    expect(stored.knows('mp_shop')).toBe(true);
    expect(stored.knows('mp_other')).toBe(false);
  });

  test('Segment: quoted in localStorage and bare in the cookie are one id, of the only instance', () => {
    const { stored, said, write } = setUp();
    const show = stored.prepare(segment, 'WK', {});
    show();
    write('localStorage', 'ajs_user_id', '"u-1"');
    write('cookie', 'ajs_user_id', 'u-1');
    write('localStorage', 'ajs_anonymous_id', '"a-1"');
    expect(said.map(({ ids, project }) => [ids.anonymousId, ids.knownId, project])).toEqual([
      [null, null, 'WK'],
      [null, 'u-1', 'WK'],
      ['a-1', 'u-1', 'WK'],
    ]);
  });

  test('Segment: an id removed from one place only is still there', () => {
    const { stored, write } = setUp([
      ['cookie', 'ajs_user_id', 'u-1'],
      ['localStorage', 'ajs_user_id', '"u-1"'],
    ]);
    const show = stored.prepare(segment, 'WK', {});
    show();
    write('localStorage', 'ajs_user_id', null);
    expect(stored.idsOf(segment, 'WK')?.knownId).toBe('u-1');
    write('cookie', 'ajs_user_id', null);
    expect(stored.idsOf(segment, 'WK')?.knownId).toBeNull();
  });

  test('what another tab wrote is found when everything is read anew', () => {
    const { stored, said, state, write } = setUp();
    write('cookie', key, blob({ distinct_id: '$device:d1', $device_id: 'd1' }));
    state.kept = [['cookie', key, blob({ distinct_id: 'u-9', $device_id: 'd1', $user_id: 'u-9' })]];
    stored.refresh();
    expect(said.at(-1)).toMatchObject({ ids: { anonymousId: 'd1', knownId: 'u-9' }, cause: null });
    state.kept = [];
    stored.refresh();
    expect(said.at(-1)?.ids).toEqual({ anonymousId: null, knownId: null });
  });

  test('clearing everything takes the ids of that area only', () => {
    const { said, write } = setUp();
    write('localStorage', key, blob({ distinct_id: '$device:d1', $device_id: 'd1' }));
    write('cookie', null, null);
    expect(said.at(-1)?.ids.anonymousId).toBe('d1');
    write('localStorage', null, null);
    expect(said.at(-1)?.ids).toEqual({ anonymousId: null, knownId: null });
  });

  test('storage that nobody was found for is never read', () => {
    const { stored, state, said } = setUp([['cookie', key, blob({ distinct_id: 'u' })]]);
    stored.refresh();
    stored.writing({ area: 'localStorage', key: null, text: null })?.();
    expect([state.reads, said.length]).toEqual([0, 0]);
    expect(stored.idsOf(mixpanel, 'TOK')).toBeNull();
  });

  test('a project whose instance is still missing after the task is told once, as known from its storage', () => {
    const { write, found, nextTask } = setUp();
    write('cookie', key, '{}');
    write('cookie', key, blob({ distinct_id: 'u' }));
    expect(found).toEqual([]);
    nextTask();
    expect(found).toEqual(['mixpanel TOK only its storage and requests are seen']);
  });

  test('an instance that shows itself in the same task is no such project', () => {
    const { stored, write, found, nextTask } = setUp();
    write('cookie', key, '{}');
    stored.prepare(mixpanel, 'TOK', {});
    nextTask();
    expect(found).toEqual([]);
  });

  test('RudderStack: what old releases encrypt is not said to hold nothing', () => {
    const { write, said, found, nextTask } = setUp();
    write('cookie', 'rl_anonymous_id', 'RudderEncrypt:U2FsdGVkX18dy');
    nextTask();
    expect(said.filter(({ vendor }) => vendor === 'rudderstack').map(({ ids }) => ids)).toEqual([{ anonymousId: null, knownId: null }]);
    expect(found).toEqual(['rudderstack null only requests are seen, what it stores is encrypted']);
  });

  test('Segment: what the page that goes leaves behind is counted, until the next page takes it over', () => {
    const event = (id: string) => ({ messageId: `ajs-${id}`, type: 'track', event: 'Seen' });
    const logs = (id: string) => [{ level: 'debug', message: 'Delivered', extras: id === '3' ? event(id) : {} }];
    const items = (...ids: string[]): string => JSON.stringify(ids.map((id) => ({ id, event: event(id), logs: logs(id), metrics: [] })));
    const { stored, write, said } = setUp([['cookie', 'ajs_anonymous_id', 'a1']]);
    stored.prepare(segment, 'WK', {})();
    write('localStorage', 'persisted-queue:v1:WK:lock', '1795351403146');
    write('localStorage', 'persisted-queue:v1:WK:items', items('1', '2'));
    write('localStorage', 'persisted-queue:v1:WK:seen', JSON.stringify({ 'ctx-1': 1 }));
    write('localStorage', 'persisted-queue:v1:WK:dest-Segment.io:items', items('3'));
    write('localStorage', 'persisted-queue:v1:WK:dest-Mixpanel:items', items('1', '2', '3'));
    write('localStorage', 'persisted-queue:v1:WK:items', null);
    write('localStorage', 'persisted-queue:v1:WK:dest-Segment.io:items', null);
    expect(said.map(({ project, unsent }) => [project, unsent])).toEqual([
      ['WK', 0],
      ['WK', 2],
      ['WK', 3],
      ['WK', 1],
      ['WK', 0],
    ]);
    expect(new Set(said.map(({ ids }) => ids.anonymousId))).toEqual(new Set(['a1']));
  });

  test('Amplitude: keys bear ten characters of the project, which only an instance completes', () => {
    const { stored, write, said } = setUp();
    const cookie = (ids: object): string => btoa(encodeURIComponent(JSON.stringify(ids)));
    write('cookie', 'AMP_0123456789', cookie({ deviceId: 'd1', optOut: false }));
    stored.prepare(amplitude, '0123456789abcdef', {})();
    write('cookie', 'AMP_0123456789', cookie({ deviceId: 'd1', userId: 'u-1', optOut: true }));
    expect(said.map(({ project, ids, capturing }) => [project, ids.knownId, capturing])).toEqual([
      [null, null, 'unknown'],
      [null, null, 'in'],
      ['0123456789abcdef', 'u-1', 'out'],
    ]);
  });
});

describe('a cookie write', () => {
  const at = Date.parse('2026-01-01');
  test.each([
    ['a=1', { name: 'a', value: '1' }],
    [' a = %7B%22b%22%3A1%7D ; path=/; expires=Fri, 01 Jan 2027 00:00:00 GMT', { name: 'a', value: '{"b":1}' }],
    ['a=b=c; Secure', { name: 'a', value: 'b=c' }],
    ['a=1; expires=Thu, 01 Jan 1970 00:00:00 GMT', { name: 'a', value: null }],
    ['a=1; Max-Age=0', { name: 'a', value: null }],
    ['a=; path=/', { name: 'a', value: null }],
    ['a=100%', { name: 'a', value: '100%' }],
  ])('%s', (text, expected) => {
    expect(readCookieWrite(text, at)).toEqual(expected);
  });
});
