import { anna, ben } from '../idioms/idioms.ts';
import { corpusVendors } from '../idioms/index.ts';
import { logIn, logOut, open } from '../steps.ts';
import type { Story } from '../story.ts';

export const sharedDevice: Story = {
  name: 'shared-device',
  title: 'two people, one after the other, with a log-out between',
  flow: 'shared-device',
  vendors: corpusVendors,
  walk: (say) => [
    open('/', say.track('Shop Viewed')),
    logIn(anna, say.identify(anna) + say.track('Logged In')),
    open('/orders', say.identify(anna) + say.track('Orders Viewed')),
    logOut(say.leave('Logged Out'), { on: say.identify(anna), code: say.track('Shop Viewed') }),
    open('/mug', say.track('Mug Viewed')),
    logIn(ben, say.identify(ben) + say.track('Logged In')),
    open('/orders', say.identify(ben) + say.track('Orders Viewed')),
  ],
};
