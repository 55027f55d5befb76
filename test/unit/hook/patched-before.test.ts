import { expect, test } from 'vitest';
import { createGuard, type Guard } from '../../../src/hook/guard.ts';
import { wrapMethod } from '../../../src/hook/instrument.ts';
import { createAddresses } from '../../../src/hook/transports/address.ts';
import { beaconArounds } from '../../../src/hook/transports/beacon.ts';
import { fetchArounds } from '../../../src/hook/transports/fetch.ts';
import type { Sending, Wire } from '../../../src/hook/wire.ts';
import { natives } from '../../support/natives.ts';

const addresses = createAddresses(natives);
const watchFetch = (page: object, guard: Guard, wire: Wire): void => {
  const { fetch } = fetchArounds(guard, wire, addresses, natives);
  if (fetch !== undefined) wrapMethod(page, 'fetch', guard, fetch);
};
const watchBeacon = (page: { readonly Navigator: { readonly prototype: object } }, guard: Guard, wire: Wire): void => {
  const { sendBeacon } = beaconArounds(wire, addresses);
  if (sendBeacon !== undefined) wrapMethod(page.Navigator.prototype, 'sendBeacon', guard, sendBeacon);
};

/** Another extension was there first, and replaced what the hook finds. */
const patchedPage = () => {
  const seen: string[] = [];
  class Navigator {
    sendBeacon(url: string): boolean {
      seen.push(`their beacon ${url}`);
      return true;
    }
  }
  const page = {
    Navigator,
    fetch(url: string): unknown {
      seen.push(`their fetch ${url}`);
      if (url === '/throws') throw new TypeError('of theirs');
      return { theirs: url };
    },
  };
  return { page, seen };
};

test('what another extension replaced before is called as it stands, with its results and exceptions (T08)', () => {
  const { page, seen } = patchedPage();
  const sent: Sending[] = [];
  const guard = createGuard((why) => seen.push(why));
  const wire = {
    sending: (sending: Sending) => {
      sent.push(sending);
      return () => {};
    },
  };
  watchFetch(page, guard, wire);
  watchBeacon(page, guard, wire);
  expect(page.fetch('/a')).toEqual({ theirs: '/a' });
  expect(() => page.fetch('/throws')).toThrow('of theirs');
  expect(new page.Navigator().sendBeacon('/b')).toBe(true);
  expect(seen).toEqual(['their fetch /a', 'their fetch /throws', 'their beacon /b']);
  expect(sent.map(({ transport, url }) => `${transport} ${url}`)).toEqual(['fetch /a', 'fetch /throws', 'beacon /b']);
});

test('what another extension broke before breaks nothing but the hook (T08)', () => {
  const { page, seen } = patchedPage();
  const guard = createGuard((why) => seen.push(`off: ${why}`));
  watchFetch(page, guard, {
    sending: () => {
      throw new Error('a broken built-in');
    },
  });
  expect([page.fetch('/a'), page.fetch('/b')]).toEqual([{ theirs: '/a' }, { theirs: '/b' }]);
  expect(seen).toEqual(['off: a broken built-in', 'their fetch /a', 'their fetch /b']);
});
