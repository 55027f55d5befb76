import { describe, expect, test } from 'vitest';
import { impersonationInNote, impersonationInUrl, impersonationTrait } from '../../../src/core/impersonation.ts';

describe('signs that staff acts as a customer', () => {
  test.each([
    'https://shop.test/admin/users/7/impersonate',
    'https://shop.test/impersonate/7?next=/',
    'https://shop.test/?impersonate=7',
    'https://shop.test/home?is_impersonating=true',
    'https://shop.test/login-as/7',
    'https://shop.test/login_as_user?id=7',
    'https://shop.test/#/masquerade/7',
    'https://shop.test/?acting_as=7',
  ])('begin with %s', (url) => {
    expect(impersonationInUrl(url)).toBe('begins');
  });

  test.each([
    'https://shop.test/stop-impersonating',
    'https://shop.test/impersonation/x?leave_impersonation=1',
    'https://shop.test/unimpersonate',
  ])('end with %s', (url) => {
    expect(impersonationInUrl(url)).toBe('ends');
  });

  test.each([
    'https://shop.test/',
    'https://shop.test/blog/how-to-stop-impersonation-scams',
    'https://shop.test/blog/celebrity-impersonators',
    'https://impersonate.test/',
    'https://shop.test/login',
    'https://shop.test/facts/as',
    'https://shop.test/contacts/user',
    'https://shop.test/login?assets=1',
  ])('are not in %s', (url) => {
    expect(impersonationInUrl(url)).toBeNull();
  });

  test('may be said in a mark', () => {
    expect(impersonationInNote('Now impersonating anna')).toBe('begins');
    expect(impersonationInNote('logged in as customer 7')).toBe('begins');
    expect(impersonationInNote('stopped impersonating')).toBe('ends');
    expect(impersonationInNote('the coupon was refused')).toBeNull();
  });

  test('may be among the traits, if the trait says yes', () => {
    expect(impersonationTrait({ plan: 'free', impersonatedBy: 'staff-1' })).toBe('impersonatedBy');
    expect(impersonationTrait({ is_impersonated: true })).toBe('is_impersonated');
    expect(impersonationTrait({ impersonated_by: null, isImpersonating: false, acting_as: '' })).toBeNull();
    expect(impersonationTrait({ impersonation_attempts_reported: 3 })).toBeNull();
    expect(impersonationTrait('impersonate')).toBeNull();
  });
});
