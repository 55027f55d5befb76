import { ben } from '../idioms/idioms.ts';
import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { open } from '../steps.ts';
import type { Story } from '../story.ts';
import { enter, leave, orders } from './beginnings.ts';

export const sharedDevice: Story = {
  name: 'shared-device',
  title: 'two people, one after the other, with a log-out between',
  flow: 'shared-device',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    enter(say),
    orders(say),
    leave(say),
    open('/mug', say.track('Mug Viewed')),
    enter(say, ben),
    orders(say, ben),
  ],
};
