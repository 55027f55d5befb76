import { anna } from '../idioms/idioms.ts';
import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { act, apart, logOut, open } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, enter, leave, orders } from './beginnings.ts';

export const logoutByButton: Story = {
  name: 'logout-by-button',
  title: 'the last event and the reset on the click',
  flow: 'logout',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [...browse(say), enter(say), leave(say), ...browse(say)],
};

export const logoutOnReturn: Story = {
  name: 'logout-on-return',
  title: 'the reset on the page that comes back, before its first event',
  flow: 'logout',
  vendors: corpusVendors,
  walk: (say) => [
    ...browse(say),
    enter(say),
    orders(say),
    logOut('', { on: say.identify(anna), next: '/?bye', code: say.reset() + say.track('Shop Viewed') }),
    open('/mug', say.track('Mug Viewed')),
  ],
};

export const sessionExpires: Story = {
  name: 'session-expires',
  title: 'the server has ended the session: the log-in page it leads to resets',
  flow: 'logout',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [
    ...browse(say),
    enter(say),
    orders(say),
    apart('the session ends', async ({ site }) => {
      site.expire();
      site.redirect('/basket', '/login?expired=1');
      site.page('/login', `if (location.search === '?expired=1') { ${say.reset()} } ${say.track('Form Viewed')}`);
    }),
    apart('the next page', async (walk) => {
      const page = await walk.tab();
      await page.goto('http://shop.test/basket');
      await walk.ready(page);
    }),
    act('wait a little', ''),
    enter(say),
    orders(say),
  ],
};

export const answerSaysExpired: Story = {
  name: 'answer-says-expired',
  title: 'a request is answered with 401 and no token is to be had: the page resets and shows the form',
  flow: 'logout',
  vendors: corpusVendors,
  walk: (say) => [
    ...browse(say),
    enter(say),
    orders(say),
    apart('the session ends', async ({ site }) => site.expire()),
    act(
      'the next request',
      `const orders = await fetch('/api/orders');
       if (orders.status === 401 && (await fetch('/api/token', { method: 'POST' })).status === 401) {
         ${say.reset()} history.replaceState(null, '', '/login'); ${say.track('Form Viewed')}
       }`,
    ),
    open('/', say.track('Shop Viewed')),
  ],
};

export const reloginSameUser: Story = {
  name: 'relogin-same-user',
  title: 'the same user logs out and in again, twice',
  flow: 'relogin-same-user',
  vendors: corpusVendors,
  walk: (say) => [...browse(say), enter(say), leave(say), enter(say), orders(say), leave(say), enter(say), orders(say)],
};
