import { browse, enter, leave, orders } from '../correct/beginnings.ts';
import { anna, ben } from '../idioms/idioms.ts';
import { sideBySide } from '../idioms/index.ts';
import { act, logIn, logOut, open } from '../steps.ts';
import { identifyOnly, type PlantedStory, spoken } from './planted.ts';

/** The mistakes that nearly every site makes once. */
export const plantedBasics: readonly PlantedStory[] = [
  {
    name: 'user-switched-without-reset.account-switch',
    title: 'another account in the same page, without a reset',
    flow: null,
    brings: { posthog: ['session-replay-spans-people'] },
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      enter(say),
      act('switch the account', say.identify(ben) + say.track('Account Switched')),
      orders(say, ben),
    ],
  },
  {
    name: 'logout-without-reset.next-user',
    title: 'a log-out that is tracked and nothing more, and the next user logs in',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      enter(say),
      logOut(say.track('Logged Out'), { on: say.identify(anna), code: say.track('Shop Viewed') }),
      open('/mug', say.track('Mug Viewed')),
      enter(say, ben),
    ],
  },
  {
    name: 'logout-without-reset.nobody-follows',
    title: 'a log-out that is tracked and nothing more, and browsing goes on',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      enter(say),
      logOut(say.track('Logged Out'), { on: say.identify(anna), code: say.track('Shop Viewed') }),
      open('/mug', say.track('Mug Viewed')),
    ],
  },
  {
    name: 'logout-without-reset.user-only',
    title: 'a log-out that takes the user id away and leaves the device',
    flow: null,
    vendors: ['amplitude'],
    walk: (say) => [
      ...browse(say),
      enter(say),
      logOut("await amplitude.track('Logged Out').promise; amplitude.setUserId(undefined);", {
        on: say.identify(anna),
        code: say.track('Shop Viewed'),
      }),
      enter(say, ben),
    ],
  },
  {
    name: 'reset-while-anonymous.every-page',
    title: 'a reset on every page that is not of a user',
    flow: null,
    severity: 'error',
    vendors: [sideBySide],
    walk: (say) => ['/', '/mug', '/cup'].map((path) => open(path, say.reset() + say.track('Page Viewed'))),
  },
  {
    name: 'placeholder-id.word-for-nobody',
    title: 'a word for nobody as the user id',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [...browse(say), enter(say, { ...anna, id: 'anonymous' })],
  },
  {
    name: 'placeholder-id.missing-id-as-text',
    title: 'an id that was not there, turned into text',
    flow: null,
    vendors: ['mixpanel+segment+amplitude+rudderstack'],
    walk: (say) => [...browse(say), enter(say, { ...anna, id: 'undefined' })],
  },
  {
    name: 'empty-identify.null',
    title: 'identify with nothing in it, on the page of a visitor',
    flow: null,
    vendors: ['mixpanel'],
    walk: (say) => [...browse(say), open('/cup', `mixpanel.identify(null); ${say.track('Cup Viewed')}`)],
  },
  {
    name: 'login-without-identify.never',
    title: 'a log-in that analytics never hears of',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [...browse(say), logIn(anna, say.track('Logged In')), open('/orders', say.track('Orders Viewed'))],
  },
  {
    name: 'identify-without-event.log-out-follows',
    title: 'identify at the log-in, and a log-out before anything is tracked',
    flow: null,
    vendors: ['mixpanel'],
    walk: (say) => [
      ...browse(say),
      logIn(anna, identifyOnly('mixpanel', `'${anna.id}'`)),
      logOut(say.reset(), { code: say.track('Shop Viewed') }),
    ],
  },
  {
    name: 'cluster-nearly-full.five-log-outs',
    title: 'the same user logs out and in again, five times',
    flow: null,
    vendors: ['segment'],
    walk: (say) => [enter(say), leave(say), enter(say), leave(say), enter(say), leave(say), enter(say), leave(say), enter(say), leave(say)],
  },
  {
    name: 'reset-kept-an-id.without-true',
    title: 'a reset that leaves the anonymous id, and another user follows',
    flow: null,
    vendors: ['posthog+rudderstack'],
    walk: (_say, vendors) => {
      const say = spoken(vendors, ({ vendor, track }) => {
        const reset = vendor === 'posthog' ? 'posthog.reset();' : 'rudderanalytics.reset();';
        return { reset: () => reset, leave: (name) => track(name) + reset };
      });
      return [...browse(say), enter(say), leave(say), ...browse(say), enter(say, ben)];
    },
  },
];
