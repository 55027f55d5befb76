import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna, ben, browse } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'bootstrap-disagrees';

/** Anna is stored; then a page is started with these settings, as a watched `init` would tell. */
const started = (bootstrap: JsonObject, { reset = false, met = 'at once' }: { reset?: boolean; met?: 'at once' | 'late' } = {}) =>
  judgedShop('posthog', (shop) => {
    shop.page('/', (p) => {
      p.identify(anna).track('View');
      if (reset) p.reset();
    });
    shop.page(
      '/account',
      (p) => {
        if (met === 'late') p.track('View');
        p.fact({
          kind: 'call.observed',
          call: 'init-1',
          vendor: 'posthog',
          project: 'P',
          instance: 'posthog',
          method: 'init',
          args: ['P', { bootstrap }],
          before: p.tool.ids(),
          after: p.tool.ids(),
          site: null,
          parent: null,
          queued: false,
          replayOf: null,
        });
        if (met === 'at once') p.track('View');
      },
      { config: { bootstrap } },
    );
  });

test('another user is still stored, and wins', () => {
  expect(found(started({ distinctID: ben, isIdentifiedID: true }), rule)).toMatchObject([
    { severity: 'warning', affected: 1, what: expect.stringContaining(ben) },
  ]);
});

test('an instance that was met after its first events started before them', () => {
  expect(found(started({ distinctID: ben, isIdentifiedID: true }, { met: 'late' }), rule)).toMatchObject([{ affected: 1 }]);
});

test('the same user is right', () => {
  expect(found(started({ distinctID: anna, isIdentifiedID: true }), rule)).toEqual([]);
});

test('nobody is stored after a reset', () => {
  expect(found(started({ distinctID: ben, isIdentifiedID: true }, { reset: true }), rule)).toEqual([]);
});

test('an anonymous id is another matter', () => {
  expect(found(started({ distinctID: 'visitor-1' }), rule)).toEqual([]);
});

test('says that the settings were not seen', () => {
  const judged = judgedShop('posthog', (shop) => void browse(shop));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'P' }));
});
