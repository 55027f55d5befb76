import { browse, enter, leave, orders } from '../correct/beginnings.ts';
import { leaveOverProvider } from '../correct/logout.ts';
import { anna } from '../idioms/idioms.ts';
import { sideBySide } from '../idioms/index.ts';
import { act, apart, blocking, logIn, logOut, open } from '../steps.ts';
import type { PlantedStory } from './planted.ts';

const app = { host: 'app.shop.test' };
const www = { host: 'www.shop.test' };

/** Mistakes that show only on the way: on another host, over another site, with settings and blockers. */
export const plantedWays: readonly PlantedStory[] = [
  {
    name: 'logout-without-reset.over-provider',
    title: 'the log-out leads over an identity provider, and nothing is reset',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [...browse(say), enter(say), leaveOverProvider(say, say.track('Logged Out'), say.track('Bye Viewed')), ...browse(say)],
  },
  {
    name: 'logout-without-reset.other-host',
    title: 'a reset on one host, and a copy of the ids in the storage of another',
    flow: null,
    vendors: ['segment+posthog'],
    walk: (say) => [
      open('/', say.track('Shop Viewed'), www),
      logIn(anna, say.identify(anna) + say.track('Logged In'), app),
      open('/', say.identify(anna) + say.track('Shop Viewed'), www),
      apart('log out on app', async (walk) => {
        walk.site.page('/account', say.identify(anna), say.leave('Logged Out'));
        walk.site.page('/bye', say.track('Bye Viewed'));
        walk.site.redirect('/logout', '/bye');
        const page = await walk.tab();
        await page.goto('http://app.shop.test/account');
        await walk.ready(page);
        await Promise.all([page.waitForNavigation(), page.click('#logout')]);
        await walk.ready(page);
      }),
      open('/', say.track('Shop Viewed'), www),
      open('/mug', say.track('Mug Viewed'), www),
    ],
  },
  {
    name: 'reset-while-anonymous.at-the-log-in',
    title: 'a reset before every identify throws away what the visitor did',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [...browse(say), logIn(anna, say.reset() + say.identify(anna) + say.track('Logged In')), orders(say)],
  },
  {
    name: 'anonymous-id-changed.while-loading',
    title: 'the ids stay on the host they were made on, and all calls wait for the library',
    flow: null,
    vendors: ['amplitude'],
    config: () => ({ identityStorage: 'localStorage' }),
    walk: (say) => [
      open('/', say.track('Shop Viewed'), www),
      open('/mug', say.track('Mug Viewed'), www),
      open('/start', say.track('App Viewed'), app),
      open('/more', say.track('More Viewed'), app),
    ],
  },
  {
    name: 'visitor-identified-too-early.while-loading',
    title: 'a visitor gets a user id of their own, by a call that waits for the library',
    flow: null,
    vendors: ['amplitude'],
    walk: (say) => [
      open('/', `amplitude.setUserId('3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10'); ${say.track('Shop Viewed')}`),
      open('/mug', say.track('Mug Viewed')),
      enter(say),
      orders(say),
    ],
  },
  {
    name: 'login-without-identify.ignored',
    title: 'an SDK that is told to make no profiles ignores identify',
    flow: null,
    vendors: ['posthog'],
    config: () => ({ person_profiles: 'never' }),
    walk: (say) => [...browse(say), enter(say), orders(say)],
  },
  {
    name: 'reset-cleared-consent.opted-out',
    title: 'a reset forgets that the visitor opted out',
    flow: null,
    vendors: ['posthog'],
    walk: (say) => [
      ...browse(say),
      enter(say),
      act('opt out', say.optOut()),
      open('/mug', say.track('Mug Viewed')),
      logOut(say.reset(), { code: say.track('Shop Viewed') }),
      open('/cup', say.track('Cup Viewed')),
    ],
  },
  {
    name: 'nothing-delivered.blocker',
    title: 'a blocker keeps every request from the vendors',
    flow: null,
    vendors: ['mixpanel+posthog+amplitude'],
    walk: (say, vendors) => [
      blocking(vendors.map((vendor) => `//in.${vendor}.test/`.replace('in.amplitude.test/', 'in.amplitude.test/2/'))),
      ...browse(say),
      enter(say),
      orders(say),
      leave(say),
    ],
  },
];
