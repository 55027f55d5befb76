import { describe, expect, it } from 'vitest';
import { davidwells as adapter } from '../../../src/adapters/davidwells.ts';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { davidwells as hooked } from '../../support/hook-vendors.ts';
import { rawRequest, sdkFixture } from '../../support/sdk-fixture.ts';

const session = sdkFixture('davidwells-analytics/lifecycle-npm');

describe('the analytics library by David Wells', () => {
  it('is read by what its plugins are handed, if one sends just that', () => {
    const events = session.requests.flatMap((request) => {
      const decoded = decodeRequest(rawRequest(request));
      expect(decoded?.vendor).toBe('davidwells');
      return (decoded?.payloads ?? []).map((payload) => adapter.toEvent(payload, decoded?.project ?? ''));
    });
    expect(events.map((event) => [event?.name, event?.ids.knownId]).slice(1, 8)).toEqual([
      ['Before Login', null],
      ['identify', 'user-1'],
      ['After Login', 'user-1'],
      ['identify', 'user-1'],
      ['identify', 'user-2'],
      ['As user-2', 'user-2'],
      ['After Reset', null],
    ]);
    expect(events[0]).toMatchObject({ project: 'host:col.lab-site.test', id: '9ada58c2-19b7-4069-b927-45410dee726f', at: 1795352333715 });
  });

  it('tells who the visitor is by what it stores', () => {
    const kept = new Map<string, string>();
    for (const { storage } of session.calls.slice(0, 4)) {
      for (const [key, text] of Object.entries(storage?.set ?? {})) kept.set(hooked.cellOf?.(key.split(':')[1] ?? '')?.part ?? '', text);
    }
    expect(hooked.idsOf?.((part) => kept.get(part) ?? null)).toEqual({
      anonymousId: 'f0560d8f-341b-4138-a358-792a261ba013',
      knownId: 'user-1',
    });
    expect(hooked.cellOf?.('__user_idle')).toBeNull();
  });

  it('takes no other message for its own', () => {
    expect(adapter.recognise({ type: 'track', event: 'Seen', anonymousId: 'A', messageId: 'm' })).toBeNull();
  });
});
