import { describe, expect, test } from 'vitest';
import { found, judgedOf, type Scene } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'id-length-out-of-range';
const long = (length: number): string => 'x'.repeat(length);

describe('Amplitude', () => {
  const event = (user: string, more: object = {}, scene?: Scene) =>
    found(
      judgedOf(
        (r) => r.inject('amplitude', 'K', { event_type: 'a', user_id: user, device_id: 'device-1', insert_id: 'i', api_key: 'K', ...more }),
        scene,
      ),
      rule,
    );

  test('takes five characters and more', () => {
    expect(event('12345')).toEqual([]);
    expect(event(long(300))).toEqual([]);
    expect(event('1234')).toMatchObject([{ severity: 'error', affected: 1 }]);
  });

  test('the shortest id is a setting', () => {
    expect(event('1234', {}, { options: { settings: { 'amplitude-shortest-id': '1' } } })).toEqual([]);
  });

  test('an empty id and a placeholder are other matters', () => {
    expect(event('')).toEqual([]);
    expect(event('none')).toEqual([]);
  });

  test('a request that names its own minimum is right', () => {
    const judged = judgedOf((r) => {
      const d = r.document('https://shop.test/');
      const payloads = [
        {
          event_type: 'a',
          user_id: '417',
          device_id: 'device-1',
          insert_id: 'i',
          api_key: 'K',
          options: { min_id_length: 1 },
          min_id_length: 1,
        },
      ];
      d.fact({ kind: 'wire.sent', request: 'r1', vendor: 'amplitude', project: 'K', transport: 'fetch', url: 'https://a.test/', payloads });
    });
    expect(judged.analysis.projects[0]?.events[0]?.event.claims).toMatchObject({ minIdLength: 1 });
    expect(found(judged, rule)).toEqual([]);
  });

  test('what was only called shows no minimum, and that is said', () => {
    const judged = judgedShop('amplitude', (shop) => shop.page('/', (p) => void p.tool.hold().identify('417').track('a'), { stay: true }));
    expect(found(judged, rule)).toEqual([]);
    expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule }));
  });
});

test.each([
  ['ga4', { en: 'page_view', cid: '1.2', tid: 'K' }, 'uid', 255],
  ['heap', { event: 'a', anonymous_id: 'A', app_id: 'K' }, 'identity', 254],
  ['kissmetrics', { event: 'a', anonymous_id: 'A' }, 'identity', 255],
] as const)('%s takes ids up to a length', (vendor, payload, member, most) => {
  const event = (length: number) =>
    found(
      judgedOf((r) => r.inject(vendor, 'K', { ...payload, [member]: long(length) })),
      rule,
    );
  expect(event(most)).toEqual([]);
  expect(event(most + 1)).toHaveLength(1);
});
