import { expect, test } from 'vitest';
import { createGuard } from '../../../src/hook/guard.ts';
import { watchBeacon } from '../../../src/hook/transports/beacon.ts';
import { watchFetch } from '../../../src/hook/transports/fetch.ts';
import type { Sending } from '../../../src/hook/wire.ts';

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
    Request,
    Response,
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
  watchFetch(page as never, guard, wire);
  watchBeacon(page as never, guard, wire);
  expect(page.fetch('/a')).toEqual({ theirs: '/a' });
  expect(() => page.fetch('/throws')).toThrow('of theirs');
  expect(new page.Navigator().sendBeacon('/b')).toBe(true);
  expect(seen).toEqual(['their fetch /a', 'their fetch /throws', 'their beacon /b']);
  expect(sent.map(({ transport, url }) => `${transport} ${url}`)).toEqual(['fetch /a', 'fetch /throws', 'beacon /b']);
});

test('what another extension broke before breaks nothing but the hook (T08)', () => {
  const { page, seen } = patchedPage();
  const guard = createGuard((why) => seen.push(`off: ${why}`));
  watchFetch(page as never, guard, {
    sending: () => {
      throw new Error('a broken built-in');
    },
  });
  expect([page.fetch('/a'), page.fetch('/b')]).toEqual([{ theirs: '/a' }, { theirs: '/b' }]);
  expect(seen).toEqual(['off: a broken built-in', 'their fetch /a', 'their fetch /b']);
});
