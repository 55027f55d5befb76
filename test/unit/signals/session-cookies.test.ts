import { describe, expect, test } from 'vitest';
import { type FinishedRequest, sessionCookieChange } from '../../../src/signals/session-cookies.ts';

const now = Date.UTC(2026, 10, 22);
const answered = (
  setCookie: string,
  more: { method?: string; status?: number; cookie?: string; site?: string; mode?: string } = {},
): FinishedRequest => ({
  request: {
    method: more.method ?? 'POST',
    headers: [
      { name: 'Sec-Fetch-Site', value: more.site ?? 'same-origin' },
      { name: 'Sec-Fetch-Mode', value: more.mode ?? 'cors' },
      { name: 'Cookie', value: more.cookie ?? 'theme=dark' },
    ],
  },
  response: { status: more.status ?? 200, headers: [{ name: 'set-cookie', value: setCookie }] },
});
const change = (...given: Parameters<typeof answered>) => sessionCookieChange(answered(...given), now);

describe('a session cookie that scripts do not see', () => {
  test('was set by a request of a script, if it was not there before', () => {
    expect(change('sessionid=secret; Path=/; HttpOnly')).toBe('set');
    expect(change('theme=light\nconnect.sid=secret; httponly; Max-Age=3600')).toBe('set');
    expect(change('sessionid=secret; HttpOnly', { cookie: 'a=b; sessionid=other' })).toBeNull();
  });

  test('was removed, if it was there', () => {
    const cookie = 'sessionid=secret';
    for (const end of [
      'sessionid=; HttpOnly',
      'sessionid=x; Max-Age=0; HttpOnly',
      'sessionid=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly',
    ]) {
      expect(change(end, { cookie, method: 'GET', mode: 'navigate', status: 303 })).toBe('removed');
      expect(change(end)).toBeNull();
    }
  });

  test('is of no interest if a page that loads sets it, in a refusal, or by another site', () => {
    expect(change('sessionid=secret; HttpOnly', { mode: 'navigate' })).toBeNull();
    expect(change('sessionid=secret; HttpOnly', { method: 'GET' })).toBeNull();
    expect(change('sessionid=secret; HttpOnly', { status: 401 })).toBeNull();
    expect(change('sessionid=secret; HttpOnly', { site: 'cross-site' })).toBeNull();
  });

  test('is not one that scripts see, nor one that holds something else', () => {
    expect(change('sessionid=secret')).toBeNull();
    expect(change('csrftoken=secret; HttpOnly')).toBeNull();
    expect(change('theme=dark; HttpOnly')).toBeNull();
  });
});
