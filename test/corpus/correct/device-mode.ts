import { ben, type Idioms } from '../idioms/idioms.ts';
import { tools } from '../idioms/index.ts';
import type { Story } from '../story.ts';
import { browse, enter, leave, orders } from './beginnings.ts';

/** A destination in the browser, as Segment loads it: real calls of the other SDK, after those of Segment are over. */
const destination = `<script>analytics.register({
  name: 'Mixpanel', type: 'destination', version: '1.0.0', isLoaded: () => true, load: () => Promise.resolve(),
  track(context) { mixpanel.track(context.event.event, context.event.properties); return context; },
  identify(context) { mixpanel.identify(context.event.userId); mixpanel.people.set(context.event.traits); return context; },
}); analytics.on('reset', () => mixpanel.reset());</script>`;

export const deviceMode: Story = {
  name: 'device-mode',
  title: 'Segment drives Mixpanel in the browser; two people, one after the other',
  flow: 'shared-device',
  vendors: ['segment+mixpanel'],
  head: destination,
  walk: () => {
    // A destination gets an event later than it was tracked, and the reset at once: so the log-out is awaited.
    const say: Idioms = { ...tools.segment, leave: (name) => `await ${tools.segment.track(name)} ${tools.segment.reset()}` };
    return [...browse(say), enter(say), orders(say), leave(say), ...browse(say), enter(say, ben), orders(say, ben)];
  },
};
