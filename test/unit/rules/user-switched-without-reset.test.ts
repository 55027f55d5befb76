import { describe, expect, test } from 'vitest';
import { found, judgedOf, rulesOf, shopOf, vendors } from '../../support/judging.ts';

const rule = 'user-switched-without-reset';

describe.each(vendors)('one user becomes another in %s', (vendor) => {
  test('without a reset and without a log-out seen: one error', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.track('View').identify('anna').track('Log In'));
      visit('/other', ({ sdk }) => sdk.identify('ben').track('Log In'));
    });
    expect(rulesOf(judged)).toEqual([rule]);
    expect(found(judged, rule)[0]).toMatchObject({ severity: 'error', vendor });
    expect(found(judged, rule)[0]?.what).toContain('anna to ben');
  });

  test('counts the events between the log-in of the second and identify', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      visit('/login', ({ d, sdk }) => {
        sdk.track('Still Anna');
        d.login();
        sdk.track('Ben One').track('Ben Two');
      });
      visit('/welcome', ({ sdk }) => sdk.identify('ben').track('Log In'));
    });
    expect(found(judged, rule)[0]?.affected).toBe(2);
  });

  test('is quiet after a reset', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In').reset());
      visit('/other', ({ sdk }) => sdk.identify('ben').track('Log In'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('is quiet when the same user is identified again, and on every page', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In').identify('anna'));
      visit('/account', ({ sdk }) => sdk.identify('anna').track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('is quiet about another spelling of the same id', () => {
    const judged = judgedOf((r) => shopOf(r, vendor)('/', ({ sdk }) => sdk.identify('Anna').track('a').identify(' anna ').track('b')));
    expect(found(judged, rule)).toEqual([]);
  });

  test('is quiet when the second user comes from another device', () => {
    const judged = judgedOf((r) => {
      const one = r.document('https://shop.test/', { device: 'one' });
      one[vendor]().identify('anna').track('Log In').send();
      const two = r.document('https://shop.test/', { device: 'two' });
      two[vendor]().identify('ben').track('Log In').send();
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('an id that was stored before the recording counts as the first user', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.stored({ anonymousId: 'D0', knownId: 'anna' }).track('View').identify('ben').track('Log In'));
    });
    expect(found(judged, rule)).toHaveLength(1);
  });
});

test('is quiet when the new id was just given to alias', () => {
  const judged = judgedOf((r) =>
    shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.identify('anna').alias('anna-2').identify('anna-2').track('b')),
  );
  expect(found(judged, rule)).toEqual([]);
});

test('is told from payloads alone when one anonymous id carries two users', () => {
  const line = (user: string | null, n: number) => ({
    event: 'View',
    properties: {
      token: 'T',
      $device_id: 'D1',
      ...(user === null ? {} : { $user_id: user }),
      $insert_id: `i${n}`,
      time: 1_795_000_000 + n,
    },
  });
  const judged = judgedOf((r) => {
    [line(null, 1), line('anna', 2), line('anna', 3), line('ben', 4)].forEach((payload) => void r.inject('mixpanel', 'T', payload));
  });
  expect(rulesOf(judged)).toEqual([rule]);
  expect(judged.findings[0]?.related).toEqual(['merge-refused']);
});

test('many people on one server, each with an anonymous id of their own, are no switch', () => {
  const judged = judgedOf((r) => {
    for (let n = 0; n < 6; n += 1)
      r.inject('mixpanel', 'T', {
        event: 'View',
        properties: { token: 'T', $device_id: `D${n % 3}`, $user_id: `U${n % 3}`, $insert_id: `i${n}`, time: 1_795_000_000 + n },
      });
  });
  expect(rulesOf(judged)).toEqual([]);
});
