import type { Fact } from '../../src/core/observation.ts';
import type { Recording } from '../../src/core/recording.ts';

type Sees = (observation: { readonly kind: Fact['kind'] }) => boolean;

/** What other ways of recording see of the same story. */
export const partial: readonly { readonly title: string; readonly sees: Sees }[] = [
  { title: 'requests alone, as in a HAR', sees: ({ kind }) => kind.startsWith('wire.') || kind.startsWith('document.') },
  { title: 'requests and log-ins', sees: ({ kind }) => !['call.observed', 'storage.changed', 'sdk.found'].includes(kind) },
  { title: 'requests and storage, as of an SDK that cannot be hooked', sees: ({ kind }) => kind !== 'call.observed' },
  { title: 'calls and requests without storage', sees: ({ kind }) => kind !== 'storage.changed' },
  { title: 'calls and storage without requests', sees: ({ kind }) => !kind.startsWith('wire.') },
  { title: 'no end of any page', sees: ({ kind }) => kind !== 'document.closed' },
];

export const seenBy = (sees: Sees, recording: Recording): Recording => ({
  ...recording,
  observations: recording.observations.filter((o) => sees(o as { readonly kind: Fact['kind'] })),
});
