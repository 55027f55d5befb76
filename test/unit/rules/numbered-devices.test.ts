import { expect, test } from 'vitest';
import { judgedOf, rulesOf } from '../../support/judging.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';

const device = '1234567.1700000000';

const sends = (d: DocumentBuilder, request: string, user: string | null) =>
  d.fact({
    kind: 'wire.sent',
    request,
    vendor: 'ga4',
    project: 'G-1',
    transport: 'fetch',
    url: 'https://www.google-analytics.com/g/collect',
    payloads: [{ v: '2', tid: 'G-1', cid: device, en: 'page_view', ...(user === null ? {} : { uid: user }) }],
  });

/** A page of a site with gtag, which names its user anew on every page, or nobody. */
const opens = (r: RecordingBuilder, n: number, user: string | null): DocumentBuilder => {
  const d = r.document(`https://shop.test/${n}`);
  const sdk = { vendor: 'ga4', project: 'G-1', instance: 'ga4' };
  const held = { anonymousId: device, knownId: null };
  d.fact({ kind: 'sdk.found', ...sdk, version: null, how: 'global', hooked: true, why: null, capturing: 'unknown' });
  d.fact({
    kind: 'storage.changed',
    vendor: 'ga4',
    project: null,
    area: 'cookie',
    ids: held,
    unsent: null,
    capturing: 'unknown',
    cause: null,
  });
  d.fact({
    kind: 'call.observed',
    ...sdk,
    call: `c${n}`,
    method: 'config',
    args: ['G-1', user === null ? {} : { user_id: user }],
    before: held,
    after: held,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
  });
  sends(d, `r${n}`, user);
  return d;
};

test('a device id that outlives a log-out is no identity that was kept', () => {
  const judged = judgedOf((r) => {
    for (const [n, user] of [null, 'user-anna', null, 'user-ben', null].entries()) {
      const d = opens(r, n, user);
      if (user !== null) d.logout();
      d.close();
      r.wait(7_000);
    }
  });
  expect(rulesOf(judged)).toEqual([]);
});

test('a known id that outlives it is', () => {
  const judged = judgedOf((r) => {
    const d = opens(r, 1, 'user-anna');
    d.logout();
    r.wait(7_000);
    sends(d, 'late', 'user-anna');
  });
  expect(rulesOf(judged)).toEqual(['logout-without-reset']);
});
