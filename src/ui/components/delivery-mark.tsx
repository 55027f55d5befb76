import type { Delivery } from '../../core/observation.ts';
import { words } from '../words/en.ts';

const glyphs: Readonly<Record<Delivery, string>> = {
  called: '○',
  queued: '◔',
  sent: '◑',
  accepted: '✓',
  failed: '✕',
  unconfirmed: '◌',
  lost: '∅',
  suppressed: '⊘',
};

/** How far an event got: a sign, and the word where there is room. */
export const DeliveryMark = ({ delivery }: { readonly delivery: Delivery }) => (
  <span class={`delivery is-${delivery}`} title={words.delivery.meaning(delivery)}>
    <span class="glyph" aria-hidden="true">
      {glyphs[delivery]}
    </span>
    <span class="word">{words.delivery.name(delivery)}</span>
  </span>
);
