import type { Shop, ShopPage, ShopVendor } from './shops.ts';
import { shopVendors } from './shops.ts';

/** Something that a correct site and its visitors do: no rule may say more than a remark about it. */
export type CorrectStory = {
  readonly title: string;
  /** The tools it makes sense for; several at once are told by `together`. */
  readonly vendors: readonly ShopVendor[];
  readonly build: (shop: Shop) => void;
};

export const anna = '100042';
export const ben = '100043';
const traitsOf = (id: string) => ({ plan: 'free', email: `${id}@shop.test` });

export const browse = (shop: Shop, paths: readonly string[] = ['/', '/mug']): void => {
  for (const path of paths) shop.page(path, (p) => void p.track('View'));
};
export const enter = (shop: Shop, id: string): void => {
  shop.page('/login', (p) => void p.track('View').login());
  shop.page('/welcome', (p) => void p.identify(id, traitsOf(id)).track('Log In'));
};
export const account = (shop: Shop, id: string, act: (p: ShopPage) => void = () => undefined): void => {
  shop.page('/account', (p) => {
    p.identify(id, traitsOf(id)).track('View');
    act(p);
  });
};
export const leave = (shop: Shop): void => {
  shop.page('/account/bye', (p) => void p.logout().track('Log Out').reset());
};

const story = (title: string, build: (shop: Shop) => void, vendors: readonly ShopVendor[] = shopVendors): CorrectStory => ({
  title,
  vendors,
  build,
});

/** Every story is played for every vendor that it names. Add yours. */
export const correctStories: readonly CorrectStory[] = [
  story('browsing without logging in', (shop) => browse(shop, ['/', '/mug', '/cup', '/'])),
  story('sign-up with history before it', (shop) => {
    browse(shop);
    enter(shop, anna);
    account(shop, anna);
  }),
  story('sign-up in one page', (shop) => {
    shop.page(
      '/',
      (p) => void p.track('View').route('https://shop.test/signup').track('View').login().identify(anna, traitsOf(anna)).track('Sign Up'),
    );
  }),
  story('a shared device', (shop) => {
    browse(shop);
    enter(shop, anna);
    leave(shop);
    browse(shop);
    enter(shop, ben);
    leave(shop);
    browse(shop);
  }),
  story('logging in again as the same user', (shop) => {
    browse(shop);
    for (let n = 0; n < 3; n += 1) {
      enter(shop, anna);
      leave(shop);
    }
  }),
  story('a returning user on a second device', (shop) => {
    browse(shop);
    enter(shop, anna);
    const phone = { device: 'phone', tab: 2 };
    shop.page('/', (p) => void p.track('View'), phone);
    shop.page('/login', (p) => void p.track('View').login(), phone);
    shop.page('/welcome', (p) => void p.identify(anna, traitsOf(anna)).track('Log In'), phone);
  }),
  story('a session that expires and is reset', (shop) => {
    browse(shop);
    enter(shop, anna);
    shop.page('/account', (p) => void p.identify(anna, traitsOf(anna)).expiry().reset().route('https://shop.test/login').track('View'));
    enter(shop, anna);
  }),
  story('identify in every page of a logged-in user', (shop) => {
    browse(shop);
    enter(shop, anna);
    for (let n = 0; n < 5; n += 1) account(shop, anna);
  }),
  story('handlers that run twice', (shop) => {
    browse(shop);
    shop.page('/login', (p) => void p.login().identify(anna, traitsOf(anna)).identify(anna, traitsOf(anna)).track('Log In'));
    shop.page('/account', (p) => void p.logout().track('Log Out').reset().reset().track('View'));
    browse(shop);
  }),
  story('reset on the page that comes back from the log-out', (shop) => {
    browse(shop);
    enter(shop, anna);
    shop.page('/account', (p) => void p.track('View').logout());
    shop.page('/?bye', (p) => void p.reset().track('View'));
  }),
  story('switching accounts with a reset between', (shop) => {
    enter(shop, anna);
    shop.page('/switch', (p) => void p.reset().identify(ben, traitsOf(ben)).track('Switch'));
    account(shop, ben);
  }),
  story('a visitor who clears the storage', (shop) => {
    browse(shop);
    shop.clear();
    browse(shop);
  }),
  story('two tabs of one visitor', (shop) => {
    const one = shop.page('/', (p) => void p.track('View'), { stay: true });
    shop.page('/mug', (p) => void p.track('View'), { tab: 2 });
    one.track('Click');
  }),
  story('people with several kinds of ids, each on a device of their own', (shop) => {
    const people = ['100042', 'anna@shop.test', '6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b'];
    people.forEach((id, at) => {
      shop.page('/', (p) => void p.track('View').login().identify(id).track('Log In'), { device: `d${at}` });
    });
  }),
  story('a log-out without a log-in that was seen', (shop) => {
    browse(shop);
    leave(shop);
    browse(shop);
  }),
  story('a log-in that failed', (shop) => {
    browse(shop);
    shop.page('/login', (p) => void p.track('View').login({ confirmed: false }));
    browse(shop);
  }),
  story(
    'an own anonymous id before the first event',
    (shop) => {
      shop.page('/', (p) => {
        p.tool.call('setAnonymousId', 'cookie-17');
        p.track('View');
      });
      enter(shop, anna);
    },
    ['segment', 'rudderstack'],
  ),
  story(
    'alias of a visitor for a destination that needs it',
    (shop) => {
      browse(shop);
      shop.page('/signup', (p) => {
        p.login();
        p.tool.call('alias', anna);
        p.identify(anna, traitsOf(anna)).track('Sign Up');
      });
    },
    ['segment'],
  ),
  story(
    'events that are awaited before a reset',
    (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => {
        p.logout();
        p.tool.track('Log Out').reset();
        p.tool.track('View');
      });
    },
    ['amplitude'],
  ),
  story(
    'properties of a person once they are known',
    (shop) => {
      browse(shop);
      enter(shop, anna);
      shop.page('/account', (p) => {
        p.identify(anna);
        p.tool.call('setPersonProperties', { plan: 'paid' });
        p.tool.call('group', 'company', 'c-1');
        p.track('View');
      });
    },
    ['posthog'],
  ),
  story('a sign-up that ends on another page', (shop) => {
    browse(shop);
    shop.page('/signup', (p) => void p.track('View').login({ confirmed: false }));
    shop.page(
      '/welcome',
      (p) => void p.login().identify(anna, traitsOf(anna)).track('Sign Up').route('https://shop.test/home').track('View'),
    );
  }),
  story(
    'a visitor who is asked first, and agrees',
    (shop) => {
      const calls: Readonly<Partial<Record<ShopVendor, readonly [string, string]>>> = {
        mixpanel: ['opt_out_tracking', 'opt_in_tracking'],
        posthog: ['opt_out_capturing', 'opt_in_capturing'],
      };
      shop.page('/', (p) => {
        for (const tool of p.tools) tool.call(calls[tool.vendor]?.[0] ?? '');
        p.track('View');
        for (const tool of p.tools) tool.call(calls[tool.vendor]?.[1] ?? '');
        p.track('View');
      });
      enter(shop, anna);
    },
    ['mixpanel', 'posthog'],
  ),
  story(
    'a server that knows the visitor of the browser',
    (shop) => {
      let visitor = '';
      shop.page('/', (p) => {
        visitor = p.track('View').tool.ids().anonymousId ?? '';
      });
      enter(shop, anna);
      shop.inject('mixpanel', 'T', {
        event: 'Order',
        properties: { token: 'T', $device_id: visitor, $user_id: anna, $insert_id: 's1', time: shop.now() / 1000 },
      });
    },
    ['mixpanel'],
  ),
  story(
    'a server that sends user ids alone',
    (shop) => {
      enter(shop, anna);
      for (const user of [anna, ben]) {
        shop.inject('segment', 'W', { type: 'track', event: 'Order', userId: user, messageId: `s-${user}` });
        shop.inject('mixpanel', 'T', {
          event: 'Order',
          properties: { token: 'T', $user_id: user, $insert_id: `s-${user}`, time: shop.now() / 1000 },
        });
      }
    },
    ['mixpanel', 'segment'],
  ),
  story('a customer who logs out in one tab while another is open', (shop) => {
    browse(shop);
    enter(shop, anna);
    const other = shop.page('/orders', (p) => void p.identify(anna, traitsOf(anna)).track('View'), { tab: 2, stay: true });
    leave(shop);
    // The other tab was told, and starts over.
    other.logout().reset().track('View');
  }),
  story('a checkout that is embedded from elsewhere', (shop) => {
    browse(shop);
    enter(shop, anna);
    shop.page('/basket', (p) => void p.track('View'), { stay: true });
    shop.page('https://pay.example/', (p) => void p.track('Pay'), { frame: 3, device: 'browser' });
  }),
  story('a number as id, the same way every time', (shop) => {
    browse(shop);
    for (let n = 0; n < 3; n += 1)
      shop.page('/account', (p) => {
        for (const tool of p.tools)
          tool.call(tool.vendor === 'amplitude' ? 'setUserId' : 'identify', 100042, ...(tool.vendor === 'rudderstack' ? [{}] : []));
        p.track('View');
      });
  }),
  story('a property with the user id that follows the user', (shop) => {
    for (const id of [anna, ben]) {
      shop.page('/', (p) => p.tools.forEach((tool) => void tool.track('View', { owner_id: anna })));
      shop.page('/login', (p) => {
        p.login().identify(id, traitsOf(id));
        for (const tool of p.tools) tool.track('Log In', { user_id: id }).track('View', { user_id: id });
      });
      leave(shop);
    }
  }),
  story('users with database ids that look random', (shop) => {
    for (const id of ['6f1c2a34-9d3e-4b56-8a77-1c2d3e4f5a6b', '0b9d7c11-2e4f-4a68-9b3a-5d6e7f809122']) {
      browse(shop);
      enter(shop, id);
      leave(shop);
    }
  }),
  story('a page about acting as somebody, where nobody does', (shop) => {
    enter(shop, anna);
    shop.page('/admin/impersonate', (p) => void p.identify(anna, traitsOf(anna)).track('View'));
  }),
  story('a user who was known before and logs in once more', (shop) => {
    shop.page('/', (p) => void p.identify(anna, traitsOf(anna)).track('View'));
    shop.page('/login', (p) => void p.track('View').login().identify(anna, traitsOf(anna)).track('Log In'));
  }),
  story('a log-out that shows the log-in form after the reset', (shop) => {
    enter(shop, anna);
    shop.page('/account', (p) => void p.logout().track('Log Out').reset().route('https://shop.test/login').track('View'));
    enter(shop, ben);
  }),
  story('traits with names like secrets', (shop) => {
    browse(shop);
    shop.page(
      '/login',
      (p) => void p.login().identify(anna, { plan: 'free', password_changed: 'yes', passport_renewal_page: 'seen' }).track('Log In'),
    );
  }),
  story('a page that events go on from in the moment of the log-in', (shop) => {
    browse(shop);
    shop.page('/login', (p) => void p.track('View').login().track('Home').identify(anna, traitsOf(anna)).track('Log In'));
  }),
];
