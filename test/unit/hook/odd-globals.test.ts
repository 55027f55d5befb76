import { describe, expect, test } from 'vitest';
import { amplitude, mixpanel, posthog, rudderstack, segment } from '../../support/hook-vendors.ts';
import { standInPage } from './vendors-page.ts';

const thrower = (): never => {
  throw new Error('the page must not be asked');
};

/** What a page may keep under the name of an SDK although it has none. */
const odd: Readonly<Record<string, () => unknown>> = {
  'a text': () => 'on',
  'a number': () => 1,
  true: () => true,
  'a symbol': () => Symbol('x'),
  'a function': () => () => 1,
  'a frozen array': () => Object.freeze([]),
  'a frozen object': () => Object.freeze({ config: Object.freeze({ token: 'T' }), settings: { writeKey: 'W' }, defaultAnalyticsKey: 'R' }),
  'an object without prototype': () =>
    Object.assign(Object.create(null), { config: { token: 'T', api_host: 'http://[' }, _q: 5, _iq: 'x' }),
  'an object of getters': () =>
    Object.defineProperties(
      {},
      { config: { get: thrower }, settings: { get: thrower }, _q: { get: thrower }, _i: { get: thrower }, Types: { get: thrower } },
    ),
  'an SDK that throws': () =>
    Object.assign(Object.create({ _is_bot: thrower, identify() {} }), { config: { token: 'T', api_host: 'http://[' } }),
  'a proxy that refuses': () => new Proxy({}, { getOwnPropertyDescriptor: () => undefined, defineProperty: () => false }),
  'a stub with odd rows': () =>
    Object.assign([null, 1, ['load'], { name: 'init', args: 'x' }, [['identify']]], {
      _i: [null, 1, [{}]],
      init: 1,
      _q: [null, 3, { name: 'init' }],
    }),
  'an object with an odd queue': () => ({
    _q: [null, 3, { name: 'init', args: 7 }],
    _iq: { a: null, b: 3, c: Object.freeze({ _q: Object.freeze([]) }) },
    Types: 1,
    createInstance: 'x',
  }),
};
const names = [
  ...['mixpanel', 'analytics', 'posthog', '__PosthogExtensions__', '__SEGMENT_INSPECTOR__', 'amplitude', 'rudderanalytics'],
  ...['snowplow', 'GlobalSnowplowNamespace', 'Intercom', 'LogRocket', 'Sentry', '_cio', '_fs_namespace', '_kmq', 'dataLayer'],
  ...['heap', 'hj', 'jitsu', 'jitsuQ', 'mParticle', 'zE'],
];

describe.each(names)('window.%s', (name) => {
  test.each(Object.keys(odd))('may be %s: it reads back as assigned, and nothing goes wrong', async (kind) => {
    const { page, errors } = standInPage();
    const value = odd[kind]?.();
    page[name] = value;
    await Promise.resolve();
    expect(errors).toEqual([]);
    // A function is taken: its stand-in stands there. An inspector is made one.
    if (typeof value !== 'function' && name !== '__SEGMENT_INSPECTOR__') expect(page[name]).toBe(value);
  });
});

describe.each([mixpanel, segment, posthog, amplitude, rudderstack])('what $name stores', (vendor) => {
  test.each([
    '',
    '%',
    '%E0%A4%A',
    'null',
    '[]',
    '{',
    '"x',
    '1',
    '{"distinct_id":{"a":[1]},"$device_id":7}',
    btoa('%'),
    btoa('%7B'),
    `RS_ENC_v3_${btoa('{')}`,
    'RS_ENC_v3_%',
    '..',
    'd.%%%.',
  ])('may be %s', (text) => {
    expect(() => vendor.idsOf?.(() => text)).not.toThrow();
    expect(() => vendor.capturingOf?.(() => text)).not.toThrow();
  });
});
