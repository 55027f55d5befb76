import { anna } from '../idioms/idioms.ts';
import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { act, actAndGo, logIn, logInElsewhere, logInInPage, open } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, orders } from './beginnings.ts';

export const signUp: Story = {
  name: 'sign-up',
  title: 'a visitor with a history signs up by a form',
  flow: 'sign-up',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [...browse(say), logIn(anna, say.identify(anna) + say.track('Signed Up'), { at: '/signup' }), orders(say)],
};

export const signUpAndGo: Story = {
  name: 'sign-up-and-go',
  title: 'identify and track, and the page is left in the same task',
  flow: 'sign-up-with-redirect',
  vendors: corpusVendors,
  walk: (say) => [
    ...browse(say),
    open('/start', say.track('Form Viewed')),
    logInInPage(anna, `${say.identify(anna)} ${say.trackAndGo('Signed Up')} location.href = '/welcome';`, {
      next: '/welcome',
      code: say.identify(anna) + say.track('Welcome Viewed'),
    }),
    orders(say),
  ],
};

export const signUpInOnePage: Story = {
  name: 'sign-up-in-one-page',
  title: 'a single page changes its route after the log-in, and is left by a redirect later',
  flow: 'sign-up',
  vendors: corpusVendors,
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    act('to the form', `history.pushState(null, '', '/signup'); ${say.track('Form Viewed')}`),
    logInInPage(anna, `${say.identify(anna)} ${say.track('Signed Up')} history.pushState(null, '', '/welcome');`),
    act('look around', say.track('Welcome Viewed')),
    actAndGo('go to the app', '', '/app', say.identify(anna) + say.track('App Viewed')),
  ],
};

export const signUpElsewhere: Story = {
  name: 'sign-up-elsewhere',
  title: 'over the page of an identity provider and back',
  flow: 'sign-up',
  vendors: corpusVendors,
  walk: (say) => [
    ...browse(say),
    open('/login', say.track('Form Viewed')),
    logInElsewhere(anna, say.identify(anna) + say.track('Signed Up')),
    orders(say),
  ],
};
