import { anna, ben, sam } from '../idioms/idioms.ts';
import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { act, apart, logIn, open, waiting } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, enter, orders } from './beginnings.ts';

export const accountSwitch: Story = {
  name: 'account-switch',
  title: 'from one account to another, with a reset between',
  flow: 'account-switch',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [
    ...browse(say),
    enter(say),
    orders(say),
    act('switch the account', `${say.leave('Account Left')} ${say.identify(ben)} ${say.track('Account Switched')}`),
    // The event of the account that is left is awaited first.
    waiting(1_500),
    orders(say, ben),
  ],
};

export const acrossHosts: Story = {
  name: 'across-hosts',
  title: 'from www to app, where the visitor logs in',
  flow: 'cross-domain',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [
    open('/', say.track('Shop Viewed'), { host: 'www.shop.test' }),
    open('/mug', say.track('Mug Viewed'), { host: 'www.shop.test' }),
    open('/start', say.track('App Viewed'), { host: 'app.shop.test' }),
    logIn(anna, say.identify(anna) + say.track('Logged In'), { host: 'app.shop.test' }),
    open('/', say.identify(anna) + say.track('Shop Viewed'), { host: 'www.shop.test' }),
  ],
};

export const impersonating: Story = {
  name: 'impersonating',
  title: 'staff acts as a customer and is tracked as staff all the time',
  flow: 'impersonation',
  vendors: corpusVendors,
  walk: (say) => [
    logIn(sam, say.identify(sam) + say.track('Logged In')),
    open('/admin/customers', say.identify(sam) + say.track('Customers Viewed')),
    open('/admin/impersonate/100042', say.identify(sam) + say.track('Orders Viewed')),
    open('/orders', say.identify(sam) + say.track('Orders Viewed')),
    open('/admin/impersonate/stop', say.identify(sam) + say.track('Customers Viewed')),
  ],
};

export const nextUserAtLogIn: Story = {
  name: 'next-user-at-log-in',
  title: 'a session ended unseen; whoever logs in next is identified right behind a reset',
  flow: 'account-switch',
  vendors: [sideBySide],
  walk: (say) => [
    ...browse(say),
    enter(say),
    orders(say),
    apart('the session ends', async ({ site }) => site.expire()),
    logIn(ben, say.reset() + say.identify(ben) + say.track('Logged In')),
    orders(say, ben),
  ],
};

const { email } = anna;

export const guestFirst: Story = {
  name: 'guest-first',
  title: 'a guest gives an address, without an id, and signs up later',
  flow: 'sign-up',
  vendors: ['segment+amplitude+rudderstack'],
  walk: (say) => [
    ...browse(say),
    open(
      '/checkout',
      `analytics.identify({ email: '${email}' }); rudderanalytics.identify({ email: '${email}' });
       { const traits = new amplitude.Identify(); traits.set('email', '${email}'); amplitude.identify(traits); } ${say.track('Checkout Started')}`,
    ),
    open('/thanks', say.track('Order Completed')),
    logIn(anna, say.identify(anna) + say.track('Signed Up'), { at: '/signup' }),
    orders(say),
  ],
};
