import { browse, enter, orders } from '../correct/beginnings.ts';
import { anna } from '../idioms/idioms.ts';
import { sideBySide, tools } from '../idioms/index.ts';
import { act, logIn, open, waiting } from '../steps.ts';
import type { PlantedStory } from './planted.ts';

/** Mistakes between two tools on one page: Segment, and each of those that are forgotten. */
export const plantedTools: readonly PlantedStory[] = [
  {
    name: 'vendors-disagree.others-forgotten',
    title: 'only one of the tools is identified when the user comes back',
    flow: null,
    beside: ['segment'],
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      act('come by a token', say.identify(anna) + say.track('Session Restored')),
      act('forget', say.leave('Forgotten')),
      open('/mug', say.track('Mug Viewed')),
      act('come back by a token', tools.segment.identify(anna) + say.track('Session Restored')),
      waiting(2_300),
      open('/cup', tools.segment.identify(anna) + say.track('Cup Viewed')),
      waiting(2_300),
      act('look around', say.track('Cup Turned')),
      act('forget in Segment', tools.segment.reset()),
    ],
  },
  {
    name: 'other-tool-not-reset.others-forgotten',
    title: 'only one of the tools is reset when the visitor is forgotten',
    flow: null,
    beside: ['segment'],
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      enter(say),
      orders(say),
      act('forget', tools.segment.reset() + say.track('Forgotten')),
      waiting(5_500),
      open('/cup', say.track('Cup Viewed')),
    ],
  },
  {
    name: 'logout-without-reset.others-forgotten',
    title: 'only one of the tools is reset at the log-out',
    flow: null,
    beside: ['segment'],
    vendors: [sideBySide],
    walk: (say) => [
      ...browse(say),
      logIn(anna, say.identify(anna) + say.track('Logged In')),
      orders(say),
      act(
        'log out without a page',
        `await fetch('/api/logout', { method: 'POST' }); ${say.track('Logged Out')} ${tools.segment.reset()} history.pushState(null, '', '/');
         document.querySelector('nav').innerHTML = '<a href="/login">Log in</a>';`,
      ),
      waiting(5_500),
      open('/cup', say.track('Cup Viewed')),
    ],
  },
];
