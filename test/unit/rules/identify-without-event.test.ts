import { describe, expect, test } from 'vitest';
import { identifyWithoutEvent } from '../../../src/rules/identify-without-event.ts';
import { judge } from '../../../src/rules/judge.ts';
import { found, judgedOf, rulesOf, shopOf } from '../../support/judging.ts';

const rule = 'identify-without-event';

describe('identify in a simplified Mixpanel project', () => {
  test('followed by a reset and no event: a warning that counts the history left behind', () => {
    const judged = judgedOf((r) =>
      shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View').track('View').identify('anna').reset().track('View')),
    );
    expect(judged.findings).toMatchObject([{ rule, severity: 'warning', affected: 2 }]);
  });

  test('followed by the end of the last page: a warning', () => {
    expect(rulesOf(judgedOf((r) => shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View').identify('anna'))))).toEqual([rule]);
  });

  test('followed by a log-out: a warning', () => {
    const judged = judgedOf((r) =>
      shopOf(r, 'mixpanel')(
        '/',
        ({ d, sdk }) => {
          sdk.track('View').identify('anna').send();
          d.logout();
        },
        { stay: true },
      ),
    );
    expect(rulesOf(judged)).toEqual([rule]);
  });

  test('on a page that is still open is not judged yet, and that is said', () => {
    const judged = judgedOf((r) => shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View').identify('anna').send(), { stay: true }));
    expect(rulesOf(judged)).toEqual([]);
    expect(judged.unchecked.some((u) => u.rule === rule)).toBe(true);
  });

  test('followed by an event on the next page is fine', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, 'mixpanel');
      visit('/signup', ({ sdk }) => sdk.track('View').identify('anna'));
      visit('/welcome', ({ sdk }) => sdk.track('Sign Up'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('followed by an event that is still queued is fine', () => {
    const judged = judgedOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel().track('View').send().identify('anna').track('Sign Up');
      d.close();
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('again, of somebody known already, needs no further event', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, 'mixpanel');
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      visit('/account', ({ sdk }) => sdk.identify('anna'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('while opted out is another matter', () => {
    const judged = judgedOf((r) => shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View').send().optOut().identify('anna').reset()));
    expect(found(judged, rule)).toEqual([]);
  });

  test('whose only event never arrived is a warning of its own words', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, 'mixpanel');
      visit('/', ({ sdk }) => sdk.anonymous('D1').track('View'));
      visit(
        '/x',
        ({ d, sdk }) => {
          sdk.identify('anna').send().track('Sign Up');
          const ids = { anonymousId: 'D1', knownId: 'anna' };
          d.fact({
            kind: 'storage.changed',
            vendor: 'mixpanel',
            project: 'T',
            area: 'localStorage',
            ids,
            unsent: 0,
            capturing: 'in',
            cause: null,
          });
          d.close();
        },
        { stay: true },
      );
    });
    // The event that was lost is the cause; alone, the rule tells what became of the link.
    expect(judged.findings).toMatchObject([{ rule: 'call-lost-in-navigation', related: [rule] }]);
    expect(judge(judged.analysis, [identifyWithoutEvent]).findings[0]?.what).toContain('never reached Mixpanel');
  });
});

test('is not asked of Segment, whose identify links by itself', () => {
  expect(rulesOf(judgedOf((r) => shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View').identify('anna').reset())))).toEqual([]);
});
