import type { Json } from '../../../src/core/json.ts';
import { anna, type CorpusVendor } from '../idioms/idioms.ts';
import { corpusVendors, tools } from '../idioms/index.ts';
import { apart, open } from '../steps.ts';
import type { Story } from '../story.ts';
import { enter, orders } from './beginnings.ts';

const cookie = 'visitor_id';
const visitor = '3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10';

/** How the SDK takes over the id that the servers keep, on every page after its start. */
const adopting: Readonly<Record<CorpusVendor, string>> = {
  mixpanel: `if (!mixpanel.get_property('$user_id')) mixpanel.register({ $device_id: '${visitor}', distinct_id: '$device:${visitor}' });`,
  segment: `analytics.setAnonymousId('${visitor}');`,
  posthog: '',
  amplitude: '',
  rudderstack: `rudderanalytics.setAnonymousId('${visitor}');`,
};

const config = (vendor: CorpusVendor, user: string | null): { readonly [key: string]: Json } => {
  if (vendor === 'amplitude') return { deviceId: visitor };
  if (vendor !== 'posthog') return {};
  return { bootstrap: user === null ? { distinctID: visitor, isIdentifiedID: false } : { distinctID: anna.id, isIdentifiedID: true } };
};

/** What the servers send when the order is paid. */
const paid: Readonly<Record<CorpusVendor, Json>> = {
  mixpanel: {
    event: 'Order Paid',
    properties: { token: tools.mixpanel.project, $device_id: visitor, $user_id: anna.id, $insert_id: 'server-1' },
  },
  segment: {
    type: 'track',
    event: 'Order Paid',
    anonymousId: visitor,
    userId: anna.id,
    messageId: 'server-1',
    writeKey: tools.segment.project,
  },
  posthog: {
    api_key: tools.posthog.project,
    event: '$identify',
    distinct_id: anna.id,
    properties: { distinct_id: anna.id, $anon_distinct_id: visitor, token: tools.posthog.project },
  },
  amplitude: { event_type: 'Order Paid', device_id: visitor, user_id: anna.id, insert_id: 'server-1' },
  rudderstack: {
    type: 'track',
    event: 'Order Paid',
    anonymousId: visitor,
    userId: anna.id,
    messageId: 'server-1',
    context: { library: { name: 'rudder-sdk-node', version: '2.0.0' } },
  },
};

export const serverKeepsId: Story = {
  name: 'server-keeps-id',
  title: 'the servers keep the anonymous id in a cookie, and send the order themselves',
  flow: 'server-side-id',
  vendors: corpusVendors,
  config,
  adopts: adopting,
  walk: (say, vendors) => [
    apart('the servers keep an id', async ({ site }) => site.keepId(cookie, visitor)),
    open('/', say.track('Shop Viewed')),
    apart('the tester names the cookie', ({ tell }) => tell({ kind: 'server-id.set', cookie, value: null }, 'view.patched')),
    open('/mug', say.track('Mug Viewed')),
    enter(say),
    apart('the servers send', ({ tell }) =>
      tell(
        { kind: 'events.inject', request: 1, text: vendors.map((vendor) => JSON.stringify(paid[vendor])).join('\n') },
        'events.injected',
      ),
    ),
    orders(say),
  ],
};
