import { anna, type CorpusVendor } from '../idioms/idioms.ts';
import { act, logIn, open } from '../steps.ts';
import type { Story } from '../story.ts';
import { enter, orders } from './beginnings.ts';

/** The site remembers who agreed: from then on its pages start the SDK as usual. */
const agreed = "document.cookie = 'consent=yes; path=/';";

/** SDKs that can be told to be silent. https://docs.mixpanel.com/docs/privacy/protecting-user-data */
const mutable: readonly CorpusVendor[] = ['mixpanel', 'posthog', 'amplitude'];

export const agreesFirst: Story = {
  name: 'agrees-first',
  title: 'nothing before the visitor agrees, who then logs in',
  flow: 'consent',
  vendors: mutable,
  asks: true,
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    open('/mug', say.track('Mug Viewed')),
    act('agree', `${agreed} ${say.optIn()} ${say.track('Consent Given')}`),
    open('/cup', say.track('Cup Viewed')),
    enter(say),
    orders(say),
  ],
};

export const agreesWhenLoggedIn: Story = {
  name: 'agrees-when-logged-in',
  title: 'the visitor agrees after the log-in, and is identified again',
  flow: 'consent',
  // PostHog sends no `$identify` for whom it was told of before: such a site must not identify without consent.
  vendors: ['mixpanel', 'amplitude'],
  asks: true,
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    logIn(anna, say.identify(anna) + say.track('Logged In')),
    open('/settings', say.identify(anna) + say.track('Settings Viewed')),
    act('agree', `${agreed} ${say.optIn()} ${say.identify(anna)} ${say.track('Consent Given')}`),
    orders(say),
  ],
};

/** Segment has no such switch, and RudderStack keeps back what is called before `consent()`. */
const ifLoaded = (vendors: readonly CorpusVendor[], code: string): string =>
  vendors.includes('segment') ? `if (window.analytics) { ${code} }` : code;

export const loadsWhenAgreed: Story = {
  name: 'loads-when-agreed',
  title: 'the SDK is loaded, or let go, when the visitor agrees, who then logs in',
  flow: 'sign-up',
  vendors: ['segment', 'rudderstack'],
  asks: true,
  walk: (say, vendors) => [
    open('/', ifLoaded(vendors, say.track('Shop Viewed'))),
    act('agree', `${agreed} ${say.optIn()}`),
    open('/mug', say.track('Mug Viewed')),
    open('/cup', say.track('Cup Viewed')),
    enter(say),
    orders(say),
  ],
};
