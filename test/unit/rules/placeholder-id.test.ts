import { describe, expect, test } from 'vitest';
import { isPlaceholder } from '../../../src/core/placeholder.ts';
import { found, judgedOf, rulesOf, shopOf, vendors } from '../../support/judging.ts';

const rule = 'placeholder-id';

test.each([
  'undefined',
  'null',
  'NULL',
  ' "null" ',
  'anonymous',
  '0',
  '-1',
  '00000000-0000-0000-0000-000000000000',
  '[object Object]',
  'NaN',
  'guest',
  '',
  '  ',
])('"%s" stands for nobody', (id) => expect(isPlaceholder(id)).toBe(true));

test.each(['anna', 'user-1', '10', '00001', 'nullify', 'guest@shop.test', 'unknown-7', '01997e00-0000-7000-8000-000000000001', '-'])(
  '"%s" may be a real id',
  (id) => expect(isPlaceholder(id)).toBe(false),
);

describe.each(vendors)('a placeholder in %s', (vendor) => {
  test('is one error, with everything that became that user', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.track('View'));
      visit('/welcome', ({ d, sdk }) => {
        d.login();
        sdk.identify('undefined').track('Sign Up');
      });
    });
    expect(rulesOf(judged)).toEqual([rule]);
    expect(judged.findings[0]).toMatchObject({
      severity: 'error',
      affected: judged.analysis.projects[0]?.events.filter((e) => e.profile !== null).length,
    });
  });

  test('used for two people is still one finding', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      for (let n = 0; n < 2; n += 1) visit('/', ({ sdk }) => sdk.track('View').identify('undefined').track('Log In').reset());
    });
    expect(rulesOf(judged)).toEqual([rule]);
  });

  test('explains the switch to the real id that follows', () => {
    const judged = judgedOf((r) => shopOf(r, vendor)('/', ({ sdk }) => sdk.identify('null').track('a').identify('anna').track('b')));
    expect(rulesOf(judged)).toEqual([rule]);
    expect(judged.findings[0]?.related).toContain('user-switched-without-reset');
  });

  test('is not what a real id is', () => {
    expect(rulesOf(judgedOf((r) => shopOf(r, vendor)('/', ({ sdk }) => sdk.identify('anna').track('Log In'))))).toEqual([]);
  });
});

test('is seen in payloads of a server', () => {
  const judged = judgedOf((r) =>
    r.inject('segment', 'W', {
      type: 'track',
      event: 'View',
      anonymousId: 'A1',
      userId: 'undefined',
      messageId: 'm1',
      timestamp: '2026-11-18T10:00:00Z',
    }),
  );
  expect(found(judged, rule)).toHaveLength(1);
});
