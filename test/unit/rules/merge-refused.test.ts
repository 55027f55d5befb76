import { expect, test } from 'vitest';
import { found, judgedOf, rulesOf } from '../../support/judging.ts';

const rule = 'merge-refused';
const mixpanel = (n: number, device: string, user?: string) => ({
  event: 'View',
  properties: {
    token: 'T',
    $device_id: device,
    ...(user === undefined ? {} : { $user_id: user }),
    $insert_id: `i${n}`,
    time: 1_795_000_000 + n,
  },
});
const segment = (n: number, userId: string, email?: string) => ({
  type: 'identify',
  userId,
  messageId: `m${n}`,
  timestamp: new Date(1_795_000_000_000 + n * 1000).toISOString(),
  ...(email === undefined ? {} : { traits: { email } }),
});

test('a second owner of a Mixpanel device is told once, under the switch that caused it', () => {
  const judged = judgedOf((r) =>
    [mixpanel(1, 'D1', 'anna'), mixpanel(2, 'D1'), mixpanel(3, 'D1', 'ben'), mixpanel(4, 'D1', 'ben')].forEach(
      (p) => void r.inject('mixpanel', 'T', p),
    ),
  );
  expect(rulesOf(judged)).toEqual(['user-switched-without-reset']);
  expect(judged.findings[0]).toMatchObject({ related: [rule], affected: 1 });
});

test('two Segment users with one e-mail address are an error of its own', () => {
  const judged = judgedOf((r) =>
    [segment(1, 'anna', 'a@shop.test'), segment(2, 'ben', 'a@shop.test')].forEach((p) => void r.inject('segment', 'W', p)),
  );
  expect(judged.findings).toMatchObject([{ rule, severity: 'error' }]);
  expect(judged.findings[0]?.what).toContain('dropped:email');
});

test('the same refusal many times is one finding', () => {
  const judged = judgedOf((r) => {
    r.inject('segment', 'W', segment(0, 'anna', 'a@shop.test'));
    for (let n = 1; n < 9; n += 1) r.inject('segment', 'W', segment(n, 'ben', 'a@shop.test'));
  });
  expect(found(judged, rule)).toHaveLength(1);
  expect(found(judged, rule)[0]?.what).toContain('7 later events');
});

test('people who keep apart are no refusal', () => {
  const judged = judgedOf((r) =>
    [mixpanel(1, 'D1', 'anna'), mixpanel(2, 'D2', 'ben'), mixpanel(3, 'D3', 'anna')].forEach((p) => void r.inject('mixpanel', 'T', p)),
  );
  expect(rulesOf(judged)).toEqual([]);
});
