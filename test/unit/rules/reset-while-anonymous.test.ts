import { describe, expect, test } from 'vitest';
import { found, judgedOf, rulesOf, shopOf, vendors } from '../../support/judging.ts';

const rule = 'reset-while-anonymous';

describe.each(vendors)('a reset of an anonymous visitor in %s', (vendor) => {
  test('who had sent events is a warning', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.track('View').track('View'));
      visit('/login', ({ sdk }) => sdk.reset().track('View'));
    });
    expect(judged.findings).toMatchObject([{ rule, severity: 'warning', affected: 2 }]);
  });

  test('on two pages in a row is an error', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      for (const path of ['/', '/mug', '/cup']) visit(path, ({ sdk }) => sdk.reset().track('View'));
    });
    expect(judged.findings).toMatchObject([{ rule, severity: 'error', affected: 2 }]);
  });

  test('on pages that do not follow each other stays a warning', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      for (const path of ['/', '/login', '/mug', '/login']) visit(path, ({ sdk }) => (path === '/login' ? sdk.reset() : sdk).track('View'));
    });
    expect(judged.findings).toMatchObject([{ rule, severity: 'warning' }]);
  });

  test('who had sent nothing is no matter', () => {
    const judged = judgedOf((r) => shopOf(r, vendor)('/', ({ sdk }) => sdk.anonymous('D1').reset().reset().track('View')));
    expect(rulesOf(judged)).toEqual([]);
  });

  test('is not the reset of somebody known', () => {
    const judged = judgedOf((r) =>
      shopOf(r, vendor)('/', ({ sdk }) => sdk.track('View').identify('anna').track('Log In').reset().track('View')),
    );
    expect(rulesOf(judged)).toEqual([]);
  });

  test('is no matter when a second handler runs after the log-out', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In').reset());
      visit('/bye', ({ sdk }) => sdk.track('View').reset().track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('is not excused by a session that nobody had', () => {
    const judged = judgedOf((r) => {
      for (const path of ['/', '/mug', '/bowl'])
        shopOf(r, vendor)(path, ({ d, sdk }) => {
          d.expiry();
          sdk.reset().track('View');
        });
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'error', affected: 2 }]);
  });

  test('is right at a log-out, even if nobody was identified', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.track('View'));
      visit('/account', ({ d, sdk }) => {
        d.logout();
        sdk.track('Log Out').reset();
      });
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('on every page is an error also around a log-out', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      for (const path of ['/', '/mug', '/account', '/bye', '/cup', '/pot'])
        visit(path, ({ d, sdk }) => {
          sdk.reset().track('View');
          if (path === '/account') d.logout();
        });
    });
    expect(judged.findings).toMatchObject([{ rule, severity: 'error' }]);
  });

  test('does not count events that were linked before', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.track('View'));
      visit('/x', ({ sdk }) => sdk.reset().track('View').identify('anna').track('Log In'));
    });
    expect(found(judged, rule)[0]?.affected).toBe(1);
  });
});

test('says that it cannot see calls where there are only payloads', () => {
  const judged = judgedOf((r) =>
    r.inject('mixpanel', 'T', { event: 'View', properties: { token: 'T', $device_id: 'D1', time: 1_795_000_000 } }),
  );
  expect(judged.unchecked.some((u) => u.rule === rule)).toBe(true);
});
