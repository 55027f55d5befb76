import type { Json } from '../../../src/core/json.ts';
import { browse, enter, leave, orders } from '../correct/beginnings.ts';
import { anna, ben, type CorpusVendor, sam } from '../idioms/idioms.ts';
import { sideBySide } from '../idioms/index.ts';
import { act, apart, logIn, logOut, open, waiting } from '../steps.ts';
import { each, identifyOnly, type PlantedStory, spoken, trackWith } from './planted.ts';

/** Which user the shop's servers render into the page that starts PostHog; a cache serves it to the next one. */
let rendered: string | null = null;

/** A user of the shop with more said of them than is good. */
const told: Readonly<Record<CorpusVendor, string>> = {
  mixpanel: `mixpanel.identify('${anna.id}'); mixpanel.people.set({ user_id: '${anna.id}', password: 'correct horse' });`,
  segment: `analytics.identify('${anna.id}', { password: 'correct horse' });`,
  posthog: `posthog.identify('${anna.id}', { password: 'correct horse' });`,
  amplitude: `amplitude.setUserId('${anna.id}'); { const traits = new amplitude.Identify(); traits.set('password', 'correct horse'); amplitude.identify(traits); }`,
  rudderstack: `rudderanalytics.identify('${anna.id}', { password: 'correct horse' });`,
};

/** Mistakes of order, time and person. */
export const plantedOrder: readonly PlantedStory[] = [
  {
    name: 'logout-event-after-reset.tracked-last',
    title: 'the log-out is tracked after the reset',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      enter(say),
      logOut(say.reset() + say.track('Logged Out'), { on: say.identify(anna), code: say.track('Shop Viewed') }),
    ],
  },
  {
    name: 'event-between-auth-and-identity.form-before-reset',
    title: 'the page of the log-in form is tracked before the reset',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      enter(say),
      orders(say),
      act(
        'log out without a page',
        `await fetch('/api/logout', { method: 'POST' }); document.querySelector('nav').innerHTML = '<a href="/login">Log in</a>';
         history.pushState(null, '', '/login'); ${say.track('Form Viewed')} setTimeout(() => { ${say.reset()} ${say.track('Offer Viewed')} }, 600);`,
      ),
      waiting(900),
    ],
  },
  {
    name: 'sign-up-tracked-before-identify.later-task',
    title: 'the sign-up is tracked, and then who signed up is identified',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      logIn(anna, say.track('Signed Up'), { at: '/signup' }),
      act('identify', say.identify(anna) + say.track('Welcome Seen')),
    ],
  },
  {
    name: 'identity-changed-in-same-tick.reset-at-once',
    title: 'the reset in the task of the last event',
    flow: null,
    vendors: ['amplitude'],
    walk: (say) => [
      ...browse(say),
      enter(say),
      logOut("amplitude.track('Logged Out'); amplitude.reset();", { on: say.identify(anna), code: say.track('Shop Viewed') }),
    ],
  },
  {
    name: 'identity-changed-in-same-tick.while-loading',
    title: 'track and identify while the library still loads: it puts the ids on later',
    flow: null,
    severity: 'info',
    vendors: ['segment'],
    walk: (say) => [...browse(say), logIn(anna, say.track('Form Sent') + say.identify(anna) + say.track('Welcome Viewed'))],
  },
  {
    name: 'identify-spam.every-render',
    title: 'identify with every render',
    flow: null,
    vendors: ['segment+posthog+rudderstack'],
    walk: (say, vendors) => [
      ...browse(say),
      logIn(
        anna,
        each(vendors, (vendor) => `for (let n = 0; n < 6; n += 1) { ${identifyOnly(vendor, `'${anna.id}', { renders: n }`)} }`) +
          say.track('Logged In'),
      ),
    ],
  },
  {
    name: 'logged-in-page-without-identify.profile-updates',
    title: 'a page that updates the profile of a user and does not identify',
    flow: null,
    vendors: ['mixpanel'],
    walk: (say) => [enter(say), open('/orders', `${say.track('Orders Viewed')} mixpanel.people.set({ plan: 'team' });`), orders(say)],
  },
  {
    name: 'profile-written-while-anonymous.properties',
    title: 'properties of a person who is nobody yet',
    flow: null,
    vendors: ['posthog'],
    walk: (say) => [...browse(say), open('/cup', `posthog.setPersonProperties({ theme: 'dark' }); ${say.track('Cup Viewed')}`)],
  },
  {
    name: 'traits-lost.without-traits',
    title: 'identify without traits on the next page',
    flow: null,
    vendors: ['rudderstack'],
    walk: (say) => [enter(say), open('/orders', `rudderanalytics.identify('${anna.id}'); ${say.track('Orders Viewed')}`)],
  },
  {
    name: 'traits-lost.empty-id',
    title: 'traits with an empty id',
    flow: null,
    vendors: ['segment'],
    walk: (say) => [enter(say), open('/orders', `analytics.identify('', { theme: 'dark' }); ${say.track('Orders Viewed')}`)],
  },
  {
    name: 'reset-cleared-consent.opted-out-by-default',
    title: 'a reset brings back that nobody is tracked unless they agree',
    flow: null,
    vendors: ['posthog'],
    config: () => ({ opt_out_capturing_by_default: true }),
    walk: (say) => [
      open('/', `posthog.opt_in_capturing(); ${say.track('Shop Viewed')}`),
      enter(say),
      leave(say),
      open('/mug', say.track('Mug Viewed')),
    ],
  },
  {
    name: 'identify-while-opted-out.not-again',
    title: 'the visitor opts out, logs in, agrees again, and is not identified again',
    flow: null,
    // The others send both ids with every event, which makes up for it.
    beside: ['mixpanel', 'amplitude'],
    vendors: ['mixpanel+posthog+amplitude'],
    walk: (say) => [
      ...browse(say),
      act('opt out', say.optOut()),
      logIn(anna, say.identify(anna) + say.track('Logged In')),
      act('agree', `${say.optIn()} ${say.track('Consent Given')}`),
      open('/cup', say.track('Cup Viewed')),
    ],
  },
  {
    name: 'nothing-delivered.policy',
    title: "a policy of the site keeps every request from the vendors' servers",
    flow: null,
    vendors: ['mixpanel'],
    head: `<meta http-equiv="Content-Security-Policy" content="connect-src 'self'">`,
    walk: (say) => [...browse(say), enter(say), orders(say)],
  },
  {
    name: 'tabs-disagree.second-tab',
    title: 'a second tab goes on with the user who left',
    flow: null,
    // They write the user back into the storage that all tabs share.
    severity: (vendor) => (vendor === 'segment' || vendor === 'amplitude' ? 'error' : 'warning'),
    vendors: ['segment+posthog+amplitude+rudderstack'],
    walk: (say) => [
      ...browse(say),
      enter(say),
      open('/orders', say.identify(anna) + say.track('Orders Viewed'), { tab: 'second' }),
      leave(say),
      waiting(6_500),
      act('go on in the other tab', say.track('Order Opened'), { tab: 'second' }),
    ],
  },
  {
    name: 'impersonation.acts-as-customer',
    title: 'staff acts as a customer and is tracked as that customer',
    flow: null,
    severity: 'error',
    vendors: [sideBySide],
    walk: (say) => [enter(say, sam), open('/admin/impersonate/100042', say.identify(anna) + say.track('Orders Viewed'))],
  },
  {
    name: 'property-disagrees-with-profile.outlives-log-out',
    title: 'a property with the user outlives the log-out',
    flow: null,
    vendors: [sideBySide],
    walk: (say, vendors) => {
      const track = (name: string): string => each(vendors, (vendor) => trackWith(vendor, name, `{ user_id: '${anna.id}' }`));
      return [
        logIn(anna, say.identify(anna) + track('Logged In')),
        open('/orders', say.identify(anna) + track('Orders Viewed')),
        act('sort', track('Orders Sorted')),
        act('sort again', track('Orders Sorted')),
        // PostHog sends what is not a page view after three seconds, by a beacon that cannot be read if the page is left sooner.
        waiting(3_300),
        leave(say),
        logIn(ben, say.identify(ben) + track('Logged In')),
      ];
    },
  },
  {
    name: 'sensitive-trait-in-browser.password',
    title: 'a password among the traits',
    flow: null,
    vendors: [sideBySide],
    walk: (say, vendors) => [...browse(say), logIn(anna, each(vendors, (vendor) => told[vendor]) + say.track('Logged In'))],
  },
  {
    name: 'known-id-not-in-properties.nowhere',
    title: 'the id of the user is in no property',
    flow: null,
    vendors: ['mixpanel'],
    walk: (_say, vendors) => {
      const say = spoken(vendors, () => ({ identify: ({ id }) => `mixpanel.identify('${id}');` }));
      return [
        ...browse(say),
        enter(say),
        act('a lot', Array.from({ length: 11 }, (_, n) => say.track(`Cup ${n} Viewed`)).join(' ')),
        orders(say),
      ];
    },
  },
  {
    name: 'bootstrap-disagrees.cached-page',
    title: 'a cache serves the page of another user, who is not the one that is stored',
    flow: null,
    vendors: ['posthog'],
    config: (): { readonly [key: string]: Json } =>
      rendered === null ? {} : { bootstrap: { distinctID: rendered, isIdentifiedID: true } },
    walk: (say) => [
      ...browse(say),
      enter(say),
      apart('a cached page', async () => {
        rendered = ben.id;
      }),
      open('/cup', say.track('Cup Viewed')),
      apart('no cached page', async () => {
        rendered = null;
      }),
    ],
  },
];
