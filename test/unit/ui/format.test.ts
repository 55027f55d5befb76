import { describe, expect, it } from 'vitest';
import { asLabel, clockTime, count, hostOf, pagePath, shortId, shortTime } from '../../../src/ui/format.ts';

describe('formatting', () => {
  it('writes wall-clock time with milliseconds, and without', () => {
    const at = new Date(2026, 0, 2, 3, 4, 5, 6).getTime();
    expect(clockTime(at)).toBe('03:04:05.006');
    expect(shortTime(at)).toBe('03:04:05');
  });

  it.each([
    ['u-1', 'u-1'],
    ['12345678901234567890', '12345678901234567890'],
    ['18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04', '18f3a2b1…9c04'],
    ['$device:18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04', '$device:18f3a2b1…9c04'],
    ['user_id=18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04', 'user_id=18f3a2b1…9c04'],
    ['somebody.with.a.long.name@shop.example', 'somebody.with.a.long.name@shop.example'],
  ])('shortens %s to %s', (id, short) => {
    expect(shortId(id)).toBe(short);
  });

  it.each([
    ['https://shop.example/a?b=1#c', '/a?b=1#c'],
    ['about:blank', 'about:blank'],
    ['not an address', 'not an address'],
  ])('shows of %s only %s', (url, path) => {
    expect(pagePath(url)).toBe(path);
  });

  it('finds the host of an address', () => {
    expect(hostOf('https://docs.mixpanel.com/x')).toBe('docs.mixpanel.com');
    expect(hostOf('nowhere')).toBe('');
  });

  it('groups thousands', () => {
    expect(count(1234567)).toBe('1,234,567');
  });

  it('makes a label of a machine word', () => {
    expect(asLabel('logout-resets')).toBe('Logout resets');
  });
});
