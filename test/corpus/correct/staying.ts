import { anna, ben } from '../idioms/idioms.ts';
import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { act, apart, awayAndBack, failToLogIn, open } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, enter, leave, orders } from './beginnings.ts';

export const reopened: Story = {
  name: 'reopened',
  title: 'pages of a logged-in user, each of which identifies',
  flow: 'reopen-logged-in',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [...browse(say), enter(say), orders(say), open('/', say.identify(anna) + say.track('Shop Viewed')), orders(say)],
};

/** What a page with a short-lived token does: on 401 it gets a new one and asks again. */
const fetchOrders = (then: string): string => `
  const ask = () => fetch('/api/orders', { headers: { authorization: 'Bearer ' + window.token } });
  let orders = await ask();
  if (orders.status === 401) { window.token = (await (await fetch('/api/token', { method: 'POST' })).json()).access_token; orders = await ask(); }
  ${then}`;

export const tokenRefresh: Story = {
  name: 'token-refresh',
  title: 'a token ends and is renewed: nobody has logged out',
  flow: null,
  vendors: corpusVendors,
  walk: (say) => [
    ...browse(say),
    enter(say),
    orders(say),
    act('the first orders', fetchOrders(say.track('Orders Loaded'))),
    apart('the token ends', async ({ site }) => site.expireToken()),
    act('the next orders', fetchOrders(say.track('Orders Loaded'))),
    orders(say),
  ],
};

export const backForward: Story = {
  name: 'back-forward',
  title: 'a page of a logged-in user leaves into the cache of the browser and comes back',
  flow: null,
  vendors: corpusVendors,
  walk: (say) => [...browse(say), enter(say), orders(say), awayAndBack(say.track('Orders Seen Again')), orders(say)],
};

export const effectsTwice: Story = {
  name: 'effects-twice',
  title: 'effects that run, end and run again, as under StrictMode',
  flow: 'logout',
  vendors: corpusVendors,
  walk: (say) => [
    ...browse(say),
    enter(say),
    open('/orders', `${say.identify(anna)} ${say.identify(anna)} ${say.track('Orders Viewed')}`),
    act(
      'log out without a page',
      `await fetch('/api/logout', { method: 'POST' }); ${say.leave('Logged Out')} ${say.reset()} history.pushState(null, '', '/');
       document.querySelector('nav').innerHTML = '<a href="/login">Log in</a>';`,
    ),
    act('browse on', say.track('Shop Viewed')),
    open('/mug', say.track('Mug Viewed')),
  ],
};

export const failedLogIn: Story = {
  name: 'failed-log-in',
  title: 'a password that is not right, and browsing goes on',
  flow: null,
  vendors: corpusVendors,
  walk: (say) => [...browse(say), failToLogIn(anna, say.track('Form Viewed')), ...browse(say)],
};

export const browsing: Story = {
  name: 'browsing',
  title: 'a visitor who never logs in',
  flow: null,
  vendors: corpusVendors,
  walk: (say) => [...browse(say), ...browse(say)],
};

export const twoTabs: Story = {
  name: 'two-tabs',
  title: 'another tab is open at the log-in and at the log-out, and loads again after each',
  flow: 'logout',
  vendors: corpusVendors,
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    open('/mug', say.track('Mug Viewed'), { tab: 'second' }),
    enter(say),
    open('/mug', say.identify(anna) + say.track('Mug Viewed'), { tab: 'second' }),
    orders(say),
    leave(say),
    open('/mug', say.track('Mug Viewed'), { tab: 'second' }),
    enter(say, ben),
    open('/mug', say.identify(ben) + say.track('Mug Viewed'), { tab: 'second' }),
  ],
};
