import type { IncomingMessage } from 'node:http';
import { listen, type Reply, readBody, replying } from './http.ts';
import { type Account, createAccounts, returningCustomer, type Session } from './shop/accounts.ts';
import { loadAssets } from './shop/assets.ts';
import { productOf } from './shop/catalogue.ts';
import { type ShopContext, segmentWriteKey } from './shop/context.ts';
import type { Html } from './shop/html.ts';
import { layout } from './shop/layout.ts';
import { accountPage, homePage, logInPage, missingPage, productPage, signUpPage, welcomePage } from './shop/pages.ts';
import { defaultVariant, type VariantId, variantOf } from './shop/variants.ts';

export type Shop = { readonly url: string; stop(): Promise<void> };

export type ShopOptions = {
  /** The project's folder. */
  readonly root: string;
  readonly collector: { readonly url: string; readonly segmentHost: string };
  /** 0, the default, takes a free one. */
  readonly port?: number;
};

type Visit = {
  readonly url: URL;
  readonly cookies: ReadonlyMap<string, string>;
  readonly session: Session | null;
  readonly variant: VariantId;
};
type Page = { readonly status?: number; readonly title: string; readonly page: ShopContext['page']; readonly body: Html };

/** A small shop with server-made pages, a session cookie that scripts cannot read, and two analytics SDKs. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const assets = await loadAssets(options.root, options.collector.url);
  const accounts = createAccounts();

  async function answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const asset = assets.files.get(url.pathname);
    if (asset) return { status: 200, headers: { 'content-type': asset.type }, body: asset.body };

    const cookies = cookiesOf(request);
    const chosen = variantOf(url.searchParams.get('variant'));
    if (chosen) return redirect(url.pathname, [`shop_variant=${chosen}; Path=/; SameSite=Lax`]);
    const session = accounts.session(cookies.get('shop_session'));
    const visit: Visit = { url, cookies, session, variant: variantOf(cookies.get('shop_variant')) ?? defaultVariant };
    if (request.method === 'POST') return post(visit, new URLSearchParams((await readBody(request)).toString('utf8')));
    if (url.pathname === '/account' && !session) return redirect('/login');
    if (url.pathname === '/welcome' && !session) return redirect('/');
    return show(visit, pageOf(visit));
  }

  function post(visit: Visit, form: URLSearchParams): Reply {
    const field = (name: string) => form.get(name) ?? '';
    const enter = (account: Account, moment: 'signed-up' | 'logged-in', to: string) =>
      redirect(to, [`shop_session=${accounts.open(account, moment)}; Path=/; HttpOnly; SameSite=Lax`]);
    const leave = 'shop_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0';
    switch (visit.url.pathname) {
      case '/signup': {
        if (field('password') !== field('confirmation')) return show(visit, signUp('The two passwords differ.'));
        const account = accounts.signUp(field('name'), field('email'), field('password'));
        return account ? enter(account, 'signed-up', '/welcome') : show(visit, signUp('There is already an account for this address.'));
      }
      case '/login': {
        const account = accounts.logIn(field('email'), field('password'));
        return account ? enter(account, 'logged-in', '/account') : show(visit, logIn('Address and password do not fit together.'));
      }
      case '/logout':
        accounts.close(visit.cookies.get('shop_session'));
        return { status: 204, headers: { 'set-cookie': leave } };
      case '/start-over':
        accounts.close(visit.cookies.get('shop_session'));
        return redirect('/', [leave], { 'clear-site-data': '"cookies", "storage"' });
      default:
        return show(visit, missing);
    }
  }

  function show(visit: Visit, page: Page): Reply {
    const { session } = visit;
    const moment = session?.moment ?? null;
    if (session) session.moment = null;
    const context: ShopContext = {
      variant: visit.variant,
      user: session && { id: session.account.id, name: session.account.name, email: session.account.email },
      moment,
      page: page.page,
      segment: { writeKey: segmentWriteKey, cdnUrl: options.collector.url, apiHost: options.collector.segmentHost },
    };
    const text = layout({ title: page.title, path: visit.url.pathname, context, mixpanelSnippet: assets.mixpanelSnippet }, page.body);
    return { status: page.status ?? 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: text };
  }

  return listen(replying(answer, 500), options.port ?? 0);
}

const named = (name: string, properties: ShopContext['page']['properties'] = {}) => ({ name, properties });
const signUp = (error: string | null): Page => ({
  status: error ? 422 : 200,
  title: 'Sign up',
  page: named('Sign-up Form'),
  body: signUpPage(error),
});
const logIn = (error: string | null): Page => ({
  status: error ? 422 : 200,
  title: 'Log in',
  page: named('Log-in Form'),
  body: logInPage(error, returningCustomer),
});
const missing: Page = { status: 404, title: 'Nothing here', page: named('Missing Page'), body: missingPage() };

function pageOf({ url, session }: Visit): Page {
  const product = productOf(/^\/products\/([\w-]+)$/.exec(url.pathname)?.[1] ?? '');
  if (product) {
    return {
      title: product.name,
      page: named('Product', { product: product.slug, price: product.price }),
      body: productPage(product),
    };
  }
  if (url.pathname === '/') return { title: 'Pots and leaves', page: named('Shop'), body: homePage() };
  if (url.pathname === '/signup') return signUp(null);
  if (url.pathname === '/login') return logIn(null);
  if (url.pathname === '/welcome' && session) return { title: 'Welcome', page: named('Welcome'), body: welcomePage(session.account) };
  if (url.pathname === '/account' && session) return { title: 'Your account', page: named('Account'), body: accountPage(session.account) };
  return missing;
}

const redirect = (to: string, cookies: readonly string[] = [], headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 303,
  headers: { location: to, 'set-cookie': cookies, ...headers },
});

function cookiesOf(request: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('=', 2) as [string, string?]);
  return new Map(pairs.map(([name, value]) => [name, value ?? '']));
}
