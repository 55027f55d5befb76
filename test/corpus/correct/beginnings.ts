import { anna, type Idioms, type Person } from '../idioms/idioms.ts';
import { logIn, logOut, open } from '../steps.ts';
import type { Step } from '../story.ts';

/** Pages that a visitor looks at. */
export const browse = (say: Idioms): readonly Step[] => [open('/', say.track('Shop Viewed')), open('/mug', say.track('Mug Viewed'))];

export const enter = (say: Idioms, who: Person = anna): Step => logIn(who, say.identify(who) + say.track('Logged In'));

/** Another page of somebody who is logged in. */
export const orders = (say: Idioms, who: Person = anna): Step => open('/orders', say.identify(who) + say.track('Orders Viewed'));

/** By the button, with a reset on the click; the home page follows. */
export const leave = (say: Idioms, who: Person = anna): Step =>
  logOut(say.leave('Logged Out'), { on: say.identify(who), code: say.track('Shop Viewed') });
