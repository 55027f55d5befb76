import { anna } from '../idioms/idioms.ts';
import { logIn } from '../steps.ts';
import type { Story } from '../story.ts';
import { browse, orders } from './beginnings.ts';

/** https://github.com/mixpanel/docs-legacy/blob/main/legacy/aliases.md */
export const aliased: Story = {
  name: 'aliased',
  title: 'a project with the legacy identity model: alias once at the sign-up, identify from then on',
  flow: 'alias-then-identify',
  vendors: ['mixpanel'],
  options: { models: { TOK: 'mixpanel-legacy' } },
  walk: (say) => [...browse(say), logIn(anna, `mixpanel.alias('${anna.id}'); ${say.track('Signed Up')}`, { at: '/signup' }), orders(say)],
};
