import { describe, expect, test } from 'vitest';
import { found, judgedOf } from '../../support/judging.ts';
import type { DocumentBuilder } from '../../support/recording-builder.ts';

const rule = 'nothing-delivered';
const vendors = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'] as const;

describe.each(vendors)('requests of %s', (vendor) => {
  const judge = (act: (d: DocumentBuilder) => void) =>
    judgedOf((r) => {
      const d = r.document('https://shop.test/');
      d.sdk(vendor).anonymous('visitor-1');
      act(d);
      d.close();
    });
  const failing = (d: DocumentBuilder): void => {
    d.track('View');
    d.send({ outcome: 'failed' });
    d.track('Click');
    d.send({ outcome: 'failed' });
  };

  test('that all fail are one finding, and no event is told to be lost', () => {
    const judged = judge(failing);
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', what: expect.stringContaining('All') }]);
    expect(judged.findings.filter((f) => f.severity !== 'info')).toHaveLength(1);
  });

  test('are no matter when one of them arrives', () => {
    const judged = judge((d) => {
      failing(d);
      d.send();
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('are no matter when all arrive', () => {
    const judged = judge((d) => {
      d.track('View');
      d.send();
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test('a single request that failed says too little', () => {
  const judged = judgedOf((r) => {
    const d = r.document('https://shop.test/');
    d.posthog();
    d.track('View');
    d.send({ outcome: 'failed' });
    d.close();
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule }));
});

/** Pages of which each sends one event, that fails, and at the end one with a beacon whose end nobody sees. */
const blocked = (pages: number) =>
  judgedOf((r) => {
    for (let page = 0; page <= pages; page += 1) {
      const d = r.document(`https://shop.test/${page}`);
      const sdk = d.posthog();
      d.track('View');
      if (page < pages) d.send({ outcome: 'failed' });
      else sdk.beacon();
      d.close();
    }
  });

test('a beacon whose end nobody sees is no sign that anything arrived, once enough has failed', () => {
  expect(found(blocked(3), rule)).toMatchObject([{ severity: 'warning' }]);
  expect(found(blocked(2), rule)).toEqual([]);
});
