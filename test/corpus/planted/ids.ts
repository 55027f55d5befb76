import type { Json } from '../../../src/core/json.ts';
import { browse, enter, leave, orders } from '../correct/beginnings.ts';
import { anna, ben, type CorpusVendor } from '../idioms/idioms.ts';
import { sideBySide, tools } from '../idioms/index.ts';
import { act, apart, logIn, open } from '../steps.ts';
import type { Step } from '../story.ts';
import { each, identifyOnly, type PlantedStory, spoken } from './planted.ts';

const aliased: Readonly<Record<CorpusVendor, string>> = {
  mixpanel: `mixpanel.alias('${anna.id}');`,
  segment: "analytics.alias('anna-2');",
  posthog: `posthog.alias('${anna.id}');`,
  amplitude: '',
  rudderstack: "rudderanalytics.alias('anna-2');",
};

const putBack: Readonly<Record<string, string>> = {
  segment: "analytics.setAnonymousId('cookie-17');",
  rudderstack: "rudderanalytics.setAnonymousId('cookie-17');",
};

/** What servers send, as a tester pastes it. `line` may await the page's SDK. */
const serversSend = (line: (device: string) => readonly Json[], device = "''"): Step =>
  apart('the servers send', async ({ tab, tell }) => {
    const page = await tab();
    const id = String(await page.evaluate(device));
    const text = line(id)
      .map((one) => JSON.stringify(one))
      .join('\n');
    await tell({ kind: 'events.inject', request: 1, text }, 'events.injected');
  });

/** Each SDK keeps its ids with one host only. */
const onOneHost = (vendor: CorpusVendor): { readonly [key: string]: Json } =>
  ({
    mixpanel: { persistence: 'localStorage' },
    segment: { storage: { stores: ['localStorage'] } },
    posthog: { persistence: 'localStorage' },
    amplitude: { identityStorage: 'localStorage' },
    rudderstack: { storage: { type: 'localStorage' } },
  })[vendor];

/** Mistakes with ids. */
export const plantedIds: readonly PlantedStory[] = [
  {
    name: 'id-shape-changed.e-mail-first',
    title: 'by e-mail address at the log-in, by database id on the next page',
    flow: null,
    severity: 'error',
    vendors: [sideBySide],
    walk: (say) => [...browse(say), logIn(anna, say.identify({ ...anna, id: anna.email }) + say.track('Logged In')), orders(say)],
  },
  {
    name: 'contact-detail-as-id.e-mail',
    title: 'an e-mail address as the user id',
    flow: null,
    vendors: [sideBySide],
    walk: (say) => [enter(say, { ...anna, id: anna.email }), orders(say, { ...anna, id: anna.email })],
  },
  {
    name: 'alias-misuse.at-the-sign-up',
    title: 'alias and identify with the same id',
    flow: null,
    // PostHog goes on sending the old id as that of a user.
    severity: (vendor) => (vendor === 'posthog' ? 'error' : 'warning'),
    vendors: ['mixpanel+posthog'],
    walk: (say, vendors) => [
      ...browse(say),
      logIn(anna, each(vendors, (vendor) => aliased[vendor]) + say.identify(anna) + say.track('Signed Up'), { at: '/signup' }),
    ],
  },
  {
    name: 'alias-misuse.while-identified',
    title: 'alias of somebody who is identified',
    flow: null,
    // Its SDK sends the new id as it was given.
    beside: ['rudderstack'],
    vendors: ['segment+rudderstack'],
    walk: (say, vendors) => [
      enter(say),
      open('/orders', say.identify(anna) + each(vendors, (vendor) => aliased[vendor]) + say.track('Orders Viewed')),
    ],
  },
  {
    name: 'bare-anonymous-distinct-id.from-a-server',
    title: 'a server sends the anonymous id as distinct_id',
    flow: null,
    vendors: ['mixpanel'],
    walk: (say) => [
      ...browse(say),
      serversSend(
        (device) => [
          {
            event: 'Order Paid',
            properties: { token: tools.mixpanel.project, distinct_id: device, time: Date.now() / 1000, $insert_id: 's1' },
          },
        ],
        "mixpanel.get_property('$device_id')",
      ),
    ],
  },
  {
    name: 'known-id-never-linked.own-code',
    title: 'own code beside the SDK sends users and visitors apart',
    flow: null,
    vendors: ['mixpanel'],
    walk: (say) => [
      ...browse(say),
      serversSend(() =>
        [{ $device_id: 'device-1' }, { $user_id: anna.id }].map((ids, at) => ({
          event: 'Order Paid',
          properties: { token: tools.mixpanel.project, $insert_id: `s${at}`, time: Date.now() / 1000, ...ids },
        })),
      ),
    ],
  },
  {
    name: 'known-id-as-device-id.e-mail',
    title: 'the site makes the e-mail address the id of the device',
    flow: null,
    vendors: ['mixpanel'],
    adopts: {
      mixpanel: `mixpanel.register({ $device_id: '${anna.email}', distinct_id: '$device:${anna.email}' });`,
      segment: '',
      posthog: '',
      amplitude: '',
      rudderstack: '',
    },
    walk: (say) => [...browse(say)],
  },
  {
    name: 'anonymous-side-is-known.from-a-server',
    title: 'a server links a user as if they were a visitor',
    flow: null,
    vendors: ['posthog'],
    walk: (say) => [
      ...browse(say),
      enter(say),
      serversSend(() => [
        {
          api_key: tools.posthog.project,
          event: '$identify',
          distinct_id: ben.id,
          uuid: '01997e00-0000-7000-8000-000000000001',
          properties: { distinct_id: ben.id, $anon_distinct_id: anna.id, token: tools.posthog.project },
        },
      ]),
    ],
  },
  {
    name: 'merge-refused.from-a-server',
    title: 'a server links the visitor of one user to another one',
    flow: null,
    vendors: ['mixpanel'],
    walk: (say) => [
      ...browse(say),
      enter(say),
      serversSend(
        (device) => [
          {
            event: 'Order Paid',
            properties: { token: tools.mixpanel.project, $device_id: device, $user_id: ben.id, time: Date.now() / 1000, $insert_id: 's1' },
          },
        ],
        "mixpanel.get_property('$device_id')",
      ),
    ],
  },
  {
    name: 'id-length-out-of-range.three-digits',
    title: 'a database id of three digits',
    flow: null,
    vendors: ['amplitude'],
    walk: (say) => [...browse(say), enter(say, { ...anna, id: '417' })],
  },
  {
    name: 'reset-kept-an-id.put-back',
    title: 'an anonymous id of the site is put back on every page',
    flow: null,
    severity: (vendor) => (vendor === 'segment' ? 'error' : 'warning'),
    vendors: ['segment+rudderstack'],
    walk: (_say, vendors) => {
      const say = spoken(vendors, ({ vendor, track }) => ({ track: (name) => putBack[vendor] + track(name) }));
      return [open('/', say.track('Shop Viewed')), enter(say), leave(say), open('/mug', say.track('Mug Viewed')), enter(say, ben)];
    },
  },
  {
    name: 'anonymous-id-overridden.by-hand',
    title: 'the anonymous id is replaced after the first event',
    flow: null,
    vendors: ['segment+rudderstack'],
    walk: (say, vendors) => [
      ...browse(say),
      act('replace the id', each(vendors, (vendor) => putBack[vendor] ?? '') + say.track('Button Clicked')),
      open('/cup', say.track('Cup Viewed')),
    ],
  },
  {
    name: 'identity-from-url.user-id',
    title: 'a link with a user id',
    flow: null,
    vendors: ['segment'],
    walk: (say) => [...browse(say), open(`/offer?ajs_uid=${anna.id}`, say.track('Offer Viewed'))],
  },
  {
    name: 'identity-from-url.device-id',
    title: 'a link with the id of a device',
    flow: null,
    vendors: ['amplitude'],
    walk: (say) => [...browse(say), open('/offer?ampDeviceId=device-17', say.track('Offer Viewed'))],
  },
  {
    name: 'identity-from-url.anonymous-id',
    title: 'a link with an anonymous id',
    flow: null,
    vendors: ['segment+rudderstack'],
    walk: (say) => [...browse(say), open('/offer?ajs_aid=from-link', say.track('Offer Viewed'))],
  },
  {
    name: 'anonymous-id-changed.other-host',
    title: 'the ids stay on the host they were made on',
    flow: null,
    vendors: [sideBySide],
    config: onOneHost,
    walk: (say) => [
      open('/', '', { host: 'www.shop.test' }),
      act('look around', say.track('Shop Viewed')),
      open('/start', '', { host: 'app.shop.test' }),
      act('look around', say.track('App Viewed')),
      open('/more', say.track('More Viewed'), { host: 'app.shop.test' }),
    ],
  },
  {
    name: 'visitor-identified-too-early.own-id',
    title: 'a visitor gets a user id of their own',
    flow: null,
    vendors: [sideBySide],
    walk: (say, vendors) => [
      open('/', say.track('Shop Viewed')),
      act(
        'name the visitor',
        each(vendors, (vendor) => identifyOnly(vendor, "'3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10'")) + say.track('Cup Viewed'),
      ),
      enter(say),
    ],
  },
  {
    name: 'known-id-without-identify.one-event',
    title: 'a user id with a single event',
    flow: null,
    vendors: ['mixpanel+segment+amplitude'],
    walk: (say) => [
      ...browse(say),
      open(
        '/order',
        `mixpanel.track('Order Paid', { $user_id: '${anna.id}' }); analytics.track('Order Paid', {}, { userId: '${anna.id}' });
         amplitude.track('Order Paid', {}, { user_id: '${anna.id}' });`,
      ),
    ],
  },
];
