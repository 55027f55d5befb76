import { corpusVendors, sideBySide } from '../idioms/index.ts';
import { anotherDevice, type Story } from '../story.ts';
import { browse, enter, orders } from './beginnings.ts';

export const newDevice: Story = {
  name: 'new-device',
  title: 'a user of one device logs in on another one',
  flow: 'returning-on-new-device',
  vendors: [...corpusVendors, sideBySide],
  walk: (say) => [...browse(say), enter(say), orders(say), anotherDevice, ...browse(say), enter(say), orders(say)],
};
