import { expect, test } from 'vitest';
import { found, judgedOf } from '../../support/judging.ts';

const rule = 'cluster-nearly-full';
const merges = (count: number) =>
  judgedOf(
    (r) => {
      for (let n = 0; n < count; n += 1)
        r.inject('mixpanel', 'T', {
          event: '$identify',
          properties: {
            token: 'T',
            $identified_id: 'anna',
            $anon_id: `6f1c2a34-9d3e-4b56-8a77-1c2d3e4f${String(n).padStart(4, '0')}`,
            $insert_id: `i${n}`,
            time: 1_795_000_000 + n,
          },
        });
    },
    { options: { models: { mixpanel: 'mixpanel-original' } } },
  );

test("Mixpanel's original merge holds 500 ids: nine tenths are a warning that advises against resets", () => {
  expect(found(merges(440), rule)).toEqual([]);
  const [finding] = found(merges(455), rule);
  expect(finding).toMatchObject({
    severity: 'warning',
    what: expect.stringContaining('of 500'),
    fix: expect.stringContaining('do not call'),
  });
});

const segment = (ids: number) =>
  judgedOf((r) => {
    for (let n = 0; n < ids; n += 1)
      r.inject('segment', 'W', { type: 'track', event: 'a', userId: 'anna', anonymousId: `a${n}`, messageId: `m${n}` });
  });

test('Segment Unify holds five ids of a type', () => {
  expect(found(segment(4), rule)).toEqual([]);
  expect(found(segment(5), rule)).toMatchObject([
    { what: expect.stringContaining('5 of 5'), consequence: expect.stringContaining('reached') },
  ]);
});

test('a vendor without limits has none to reach', () => {
  const judged = judgedOf((r) => {
    for (let n = 0; n < 600; n += 1)
      r.inject('mixpanel', 'T', {
        event: 'a',
        properties: { token: 'T', $device_id: `D${n}`, $user_id: 'anna', $insert_id: `i${n}`, time: 1_795_000_000 + n },
      });
  });
  expect(found(judged, rule)).toEqual([]);
});
