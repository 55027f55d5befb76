import { anna, ben, type Idioms } from '../idioms/idioms.ts';
import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { act, apart, logOut, open } from '../steps.ts';
import type { Step, Story } from '../story.ts';
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

/** The log-out leads over a page of the identity provider, which ends its own session, to /bye, where `code` runs. */
export const leaveOverProvider = (say: Idioms, leaving: string, code: string): Step =>
  apart('log out elsewhere', async (walk) => {
    walk.site.page('/account', say.identify(anna), leaving);
    walk.site.page('/end', "setTimeout(() => { location.href = 'http://shop.test/bye'; }, 200);");
    walk.site.page('/bye', code);
    walk.site.redirect('/logout', 'http://id.test/end?post_logout_redirect_uri=http%3A%2F%2Fshop.test%2Fbye');
    const page = await walk.tab();
    await page.goto('http://shop.test/account');
    await walk.ready(page);
    await page.click('#logout');
    await page.waitForFunction("location.pathname === '/bye'");
    await walk.ready(page);
  });

export const logoutOverProvider: Story = {
  name: 'logout-over-provider',
  title: 'over the page of an identity provider and back, with the reset on the click',
  flow: 'logout',
  vendors: [sideBySide],
  walk: (say) => [...browse(say), enter(say), leaveOverProvider(say, say.leave('Logged Out'), say.track('Bye Viewed')), ...browse(say)],
};

/** https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2 */
export const newDeviceByHand: Story = {
  name: 'new-device-by-hand',
  title: 'instead of a reset the user is taken away and the device gets a new id',
  flow: 'shared-device',
  vendors: ['amplitude'],
  walk: (say) => [
    ...browse(say),
    enter(say),
    logOut("await amplitude.track('Logged Out').promise; amplitude.setUserId(null); amplitude.setDeviceId('device-' + Date.now());", {
      on: say.identify(anna),
      code: say.track('Shop Viewed'),
    }),
    ...browse(say),
    enter(say, ben),
    orders(say, ben),
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
