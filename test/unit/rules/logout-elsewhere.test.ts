import { describe, expect, test } from 'vitest';
import { found, judgedOf, shopOf, vendors } from '../../support/judging.ts';
import { call, change, found as sdkFound } from '../../support/sdk-facts.ts';

const rule = 'logout-without-reset';

describe.each(vendors)('a log-out in %s whose page is not known to be closed', (vendor) => {
  test('needs no wait where the next page of the tab goes on as the user', () => {
    const judged = judgedOf((r) => {
      shopOf(r, vendor)(
        '/',
        ({ d, sdk }) => {
          sdk.identify('anna').track('Log In').send();
          d.logout();
        },
        { stay: true },
      );
      shopOf(r, vendor)('/bye', ({ sdk }) => sdk.track('View').send(), { stay: true });
    });
    expect(found(judged, rule)).toMatchObject([{ affected: 1 }]);
  });
});

const known = { anonymousId: 'X1', knownId: 'anna' };
const visitor = { anonymousId: 'X2', knownId: null };

/** A reset on app, and then a page of www whose SDK holds `anna`; it names her itself or not. */
const onTwoHosts = (host: string, names: boolean) =>
  judgedOf((r) => {
    const app = r.document('https://app.shop.test/account', { tab: 1 });
    app.fact(sdkFound('segment', 'WK'));
    app.fact(change('segment', 'WK', known, null));
    app.logout();
    app.fact(call('segment', 'WK', 'c1', 'reset', [], known, visitor));
    app.fact(change('segment', 'WK', visitor, 'c1'));
    app.close();
    r.wait(500);
    const www = r.document(`https://${host}/`, { tab: 1 });
    www.fact(sdkFound('segment', 'WK'));
    if (names) www.fact(call('segment', 'WK', 'c2', 'identify', ['anna'], known, known));
    www.fact(call('segment', 'WK', 'c3', 'track', ['View'], known, known));
    www.fact(call('segment', 'WK', 'c4', 'track', ['Add'], known, known));
  });

describe('a user who was reset on one host of a site', () => {
  test('and is still known on another: the events there count for them', () => {
    expect(found(onTwoHosts('www.shop.test', false), rule)).toMatchObject([
      { severity: 'error', affected: 2, what: expect.stringContaining('on www.shop.test the SDK still knew them') },
    ]);
  });

  test('and is named by the page of the other host itself, has not left that one', () => {
    expect(found(onTwoHosts('www.shop.test', true), rule)).toEqual([]);
  });
});
