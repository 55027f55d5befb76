import { describe, expect, test } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Check } from '../../../src/reports/shapes.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { run } from './io.ts';

const recording = serialiseRecording(
  recordingOf((r) => {
    r.document('https://shop.test/');
    r.document('https://shop.test/goodbye');
  }),
);
const check = (config: unknown) =>
  run(['check', 'a.json', '--config', 'c.json', '--reporter', 'json', '--allow-empty'], {
    'a.json': recording,
    'c.json': JSON.stringify(config),
  });

describe('auth in the config file', () => {
  test('names addresses that log in and out', async () => {
    const { out } = await check({ auth: { logout: ['/goodbye'] } });
    expect((JSON.parse(out) as Check).signals).toMatchObject([
      { signal: 'logout', confirmed: true, source: 'pattern', detail: '/goodbye' },
    ]);
    expect((JSON.parse((await check({})).out) as Check).signals).toEqual([]);
  });

  test.each([
    [{ auth: ['/x'] }, '"auth" must be an object of lists'],
    [{ auth: { logut: [] } }, '"auth.logut" is not known; there are login, logout, expiry, never'],
    [{ auth: { login: '/x' } }, '"auth.login" must be a list of texts'],
  ])('is refused as %j', async (config, why) => {
    const { code, warned } = await check(config);
    expect(code).toBe(2);
    expect(warned.join(' ')).toContain(why);
  });
});
