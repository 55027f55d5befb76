import { expect, test } from 'vitest';
import type { Moment, MomentFact } from '../../../src/core/story.ts';
import { type Names, textOf } from '../../../src/extension/background/view/row-text.ts';

const names = { vendor: (vendor: string) => vendor.toUpperCase(), event: 'Sign Up' };
const base = { key: 'k', at: 1, document: 'd', device: 'd', tab: 1, frame: 0, seq: 0 };
const text = (fact: MomentFact, from: Names['from'] = 'sdk'): string => {
  const { title, detail } = textOf({ ...base, ...fact } as Moment, { ...names, from });
  return `${title} | ${detail}`;
};
const call = {
  kind: 'call',
  call: 'c',
  vendor: 'mixpanel',
  project: 'T',
  instance: 'm',
  before: null,
  after: null,
  site: null,
  wasQueued: false,
  carriedOut: true,
  parent: null,
  events: [],
} as const;

test('a call is told by its method and what it was about', () => {
  expect(text({ ...call, method: 'identify', args: ['u-1'], meaning: { kind: 'identify', id: 'u-1', traits: undefined } })).toBe(
    'identify | u-1',
  );
  expect(text({ ...call, method: 'identify', args: [{ id: 1 }], meaning: { kind: 'identify', id: { id: 1 }, traits: undefined } })).toBe(
    'identify | {"id":1}',
  );
  expect(text({ ...call, method: 'track', args: ['Buy'], meaning: { kind: 'track', name: 'Buy' } })).toBe('track | Buy');
  expect(text({ ...call, method: 'reset', args: [], meaning: { kind: 'reset' } })).toBe('reset | ');
  expect(text({ ...call, method: 'register', args: [{ plan: 'x'.repeat(500) }], meaning: { kind: 'other' } })).toHaveLength(
    'register | '.length + 120,
  );
});

test('stored ids say what changed, and generated ones are shortened', () => {
  const anonymousId = 'c648ad02-8490-41d2-ae48-f157956759d0';
  const storage = { kind: 'storage', vendor: 'mixpanel', project: 'T', cause: null } as const;
  expect(text({ ...storage, previous: { anonymousId, knownId: null }, ids: { anonymousId, knownId: 'u-1' } })).toBe(
    'stored ids changed | user id nothing → u-1',
  );
  expect(text({ ...storage, previous: null, ids: { anonymousId, knownId: null } })).toBe(
    'stored ids changed | anonymous id nothing → c648ad02…59d0',
  );
});

test('what happened beside the calls reads as plain words', () => {
  expect(text({ kind: 'document', what: 'opened', url: 'https://a/', referrer: null })).toBe('Page opened | https://a/');
  expect(text({ kind: 'document', what: 'restored', url: null, referrer: null })).toBe('Page restored by Back or Forward | ');
  expect(
    text({
      kind: 'sdk',
      vendor: 'mixpanel',
      project: 'T',
      instance: 'm',
      version: '2.83.0',
      hooked: false,
      why: 'frozen',
      capturing: 'in',
    }),
  ).toBe('MIXPANEL found | 2.83.0 · frozen');
  expect(text({ kind: 'event', vendor: 'mixpanel', project: 'T', event: { vendor: 'mixpanel', project: 'T', index: 0 } })).toBe(
    'Sign Up | sent by the SDK itself',
  );
  const event = { kind: 'event', vendor: 'mixpanel', project: 'T', event: { vendor: 'mixpanel', project: 'T', index: 0 } } as const;
  expect(text(event, 'request')).toBe('Sign Up | seen in a request');
  expect(text(event, 'server')).toBe('Sign Up | sent by a server');
  const ids = { anonymousId: 'V1', knownId: null };
  expect(text({ kind: 'storage', vendor: 'server', project: 'visitor_id', cause: null, previous: null, ids })).toBe(
    'server id | visitor_id: V1',
  );
  expect(text({ kind: 'signal', signal: 'logout', confirmed: false, source: 'click', detail: 'Log out' })).toBe(
    'logout | click: Log out (not confirmed)',
  );
  expect(text({ kind: 'signal', signal: 'login', confirmed: true, source: 'button', detail: '' })).toBe('login | button');
  expect(text({ kind: 'mark', note: 'before the switch' })).toBe('mark | before the switch');
  expect(text({ kind: 'loss', what: 'reports', why: 'ring overflow', count: 3 })).toBe('3 reports not recorded | ring overflow');
});
