import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { returningCustomer } from '../../../demo/shop/accounts.ts';
import type { ShopContext } from '../../../demo/shop/context.ts';
import { type Site, startSite } from '../../../demo/site.ts';

/** A visitor with a cookie jar and no scripts. */
function visitor(base: string) {
  const jar = new Map<string, string>();
  async function go(path: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(base + path, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = (cookie.split(';')[0] ?? '').split('=') as [string, string];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const next = response.headers.get('location');
    return next === null ? response : go(next);
  }
  return {
    go,
    context: async (path: string, form?: Record<string, string>): Promise<ShopContext> => {
      const text = await (await go(path, form)).text();
      return JSON.parse(/id="shop-context"[^>]*>([^<]*)</.exec(text)?.[1] ?? '') as ShopContext;
    },
  };
}

const newCustomer = { name: 'Ada <b>Novak</b>', email: 'ada@novak.example', password: 'kiln-1042', confirmation: 'kiln-1042' };

describe('the shop', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite({ root: process.cwd() });
  });
  afterAll(() => site.stop());

  it('shows goods to anybody', async () => {
    const { go, context } = visitor(site.shop.url);
    expect(await (await go('/')).text()).toContain('Harbour mug');
    expect(await context('/products/harbour-mug')).toMatchObject({ user: null, moment: null, variant: 'correct' });
    expect((await go('/products/none')).status).toBe(404);
  });

  it('welcomes a new customer once, and knows them until log-out', async () => {
    const { go, context } = visitor(site.shop.url);
    const welcome = await context('/signup', newCustomer);
    expect(welcome).toMatchObject({ moment: 'signed-up', page: { name: 'Welcome' }, user: { email: newCustomer.email } });
    expect(await context('/account')).toMatchObject({ moment: null, user: welcome.user });
    expect((await go('/logout', {})).status).toBe(204);
    expect((await context('/')).user).toBeNull();
    expect((await context('/account')).page.name).toBe('Log-in Form');
  });

  it('escapes what people type', async () => {
    const { go } = visitor(site.shop.url);
    const text = await (await go('/signup', { ...newCustomer, email: 'other@novak.example' })).text();
    expect(text).not.toContain('<b>Novak');
  });

  it('lets the returning customer in, and nobody with a wrong password', async () => {
    const { go, context } = visitor(site.shop.url);
    const { email, password, id } = returningCustomer;
    expect((await go('/login', { email, password: 'guess' })).status).toBe(422);
    expect(await context('/login', { email, password })).toMatchObject({ moment: 'logged-in', user: { id }, page: { name: 'Account' } });
  });

  it('refuses two passwords that differ and an address that is taken', async () => {
    const { go } = visitor(site.shop.url);
    expect((await go('/signup', { ...newCustomer, email: 'x@y.example', confirmation: 'other-1' })).status).toBe(422);
    expect((await go('/signup', { ...newCustomer, email: returningCustomer.email })).status).toBe(422);
  });

  it('keeps the session out of reach of scripts', async () => {
    const response = await fetch(`${site.shop.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email: returningCustomer.email, password: returningCustomer.password }),
    });
    expect(response.headers.getSetCookie().join()).toMatch(/shop_session=[^;]+;.*HttpOnly/);
  });

  it('remembers the chosen variant and ignores one it does not know', async () => {
    const { context } = visitor(site.shop.url);
    expect((await context('/?variant=no-reset')).variant).toBe('no-reset');
    expect((await context('/?variant=nonsense')).variant).toBe('no-reset');
  });

  it('forgets everything when starting over', async () => {
    const response = await fetch(`${site.shop.url}/start-over`, { method: 'POST', redirect: 'manual' });
    expect(response.headers.get('clear-site-data')).toBe('"cookies", "storage"');
  });

  it('serves both SDKs from itself', async () => {
    const script = await (await fetch(`${site.shop.url}/assets/shop.js`)).text();
    expect(script).toContain('analytics-next');
    expect((await (await fetch(`${site.shop.url}/assets/mixpanel.js`)).text()).length).toBeGreaterThan(50_000);
  });
});
