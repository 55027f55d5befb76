import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { found, judgedOf } from '../../support/judging.ts';

const rule = 'ga4-user-id-misuse';
type Step = JsonObject | 'signs out';

/** Hits on one page, each in a request of its own. */
const hits = (...steps: readonly Step[]) =>
  judgedOf((r) => {
    const d = r.document('https://shop.test/');
    steps.forEach((step, at) => {
      if (step === 'signs out') {
        const ids = { anonymousId: 'C1', knownId: null };
        d.fact({
          kind: 'call.observed',
          call: `c${at}`,
          vendor: 'ga4',
          project: 'G-1',
          instance: 'gtag',
          method: 'set',
          args: [{ user_id: null }],
          before: ids,
          after: ids,
          site: null,
          parent: null,
          queued: false,
          replayOf: null,
        });
        return;
      }
      const payload = { v: '2', tid: 'G-1', cid: 'C1', en: 'page_view', ...step };
      d.fact({
        kind: 'wire.sent',
        request: `r${at}`,
        vendor: 'ga4',
        project: 'G-1',
        transport: 'fetch',
        url: 'https://www.google-analytics.com/g/collect',
        payloads: [payload],
      });
      d.fact({ kind: 'wire.settled', request: `r${at}`, status: 204, outcome: 'accepted' });
    });
    d.close();
  });

test('an empty user id', () => {
  expect(found(hits({ uid: '' }), rule)).toMatchObject([{ severity: 'warning', affected: 1, what: expect.stringContaining('empty') }]);
});

test('the text null is a placeholder, and this its consequence', () => {
  const judged = hits({ uid: 'null' });
  expect(found(judged, rule)).toEqual([]);
  expect(found(judged, 'placeholder-id')[0]?.related).toContain(rule);
});

test('a user id that is left out in between', () => {
  expect(found(hits({ uid: 'U1' }, { en: 'scroll' }, { uid: 'U1' }), rule)).toMatchObject([
    { affected: 1, what: expect.stringContaining('scroll') },
  ]);
});

test('one that is there from the log-in on is right', () => {
  expect(found(hits({}, { uid: 'U1' }, { uid: 'U1' }), rule)).toEqual([]);
});

test('one that was taken away in between is right', () => {
  expect(found(hits({ uid: 'U1' }, 'signs out', {}, { uid: 'U1' }), rule)).toEqual([]);
});

test.each(['up.user_id', 'ep.userId', 'up.customer_id'])('an id in %s only', (name) => {
  expect(found(hits({ [name]: 'U1' }), rule)).toMatchObject([{ what: expect.stringContaining('as the user id') }]);
});

test('a property beside the user id is right', () => {
  expect(found(hits({ uid: 'U1', 'up.user_id': 'U1' }), rule)).toEqual([]);
});

test('a property with another meaning is right', () => {
  expect(found(hits({ 'up.plan': 'free', 'ep.item_id': '7' }), rule)).toEqual([]);
});
