import type { Recording } from '../../src/core/recording.ts';
import type { Stored } from './stored.ts';

/** The recording as if these SDKs alone had been on its pages: without what is told of the others. */
const onlyOf = (recording: Recording, vendors: readonly string[]): Recording => {
  const sent = new Set<string>();
  for (const one of recording.observations)
    if (one.kind === 'wire.sent' && 'request' in one && vendors.includes(String(one.vendor))) sent.add(`${one.document} ${one.request}`);
  return {
    ...recording,
    observations: recording.observations.filter((one) => {
      if (one.kind === 'wire.settled' && 'request' in one) return sent.has(`${one.document} ${one.request}`);
      return !('vendor' in one) || vendors.includes(String(one.vendor));
    }),
  };
};

/** The part of some of its vendors. */
export const partOf = (stored: Stored, vendors: readonly string[]): Stored => ({
  ...stored,
  vendors,
  recordings: stored.recordings.map((recording) => onlyOf(recording, vendors)),
});
