import { describe, expect, test } from 'vitest';
import type { PageFact } from '../../../src/core/page-fact.ts';
import { createKeyed, operationOf } from '../../../src/hook/auth-facts.ts';

describe('what the body of a request says it is', () => {
  test.each([
    ['{"operationName":"LogIn","variables":{"password":"secret"},"query":"mutation LogIn { x }"}', 'LogIn'],
    ['{"variables":{},"query":"mutation SignOut($a: ID!) { signOut(a: $a) { ok } }"}', 'SignOut'],
    ['{"query":"mutation { logout { ok } }"}', 'logout'],
    ['grant_type=refresh_token&refresh_token=secret', 'refresh_token'],
    ['{"grant_type": "authorization_code", "code": "secret"}', 'authorization_code'],
  ])('%s', (body, name) => {
    expect(operationOf(body)).toBe(name);
  });

  test('is a name and nothing else: no value, nothing of a form, and nothing that only scripts can read', () => {
    expect(operationOf('email=ada%40site.example&password=secret')).toBeNull();
    expect(operationOf('{"email":"ada@site.example","password":"secret"}')).toBeNull();
    expect(operationOf(`{"operationName":"${'x'.repeat(500)}"}`)?.length).toBe(60);
    for (const body of [null, undefined, new Uint8Array([1]), { operationName: 'LogIn' }]) expect(operationOf(body)).toBeNull();
  });
});

test('keys that may hold a session are told by name, whatever they hold; others are not', () => {
  const told: PageFact[] = [];
  const keyed = createKeyed((...fact) => told.push(fact));
  keyed('auth_token', true);
  keyed('sessionid', false);
  keyed('firebase:authUser:k', true, true);
  for (const key of ['theme', 'cart', 7, null, { toString: () => 'token' }]) keyed(key, true);
  expect(told).toEqual([
    ['stored', 'auth_token', true, false],
    ['stored', 'sessionid', false, false],
    ['stored', 'firebase:authUser:k', true, true],
  ]);
});
