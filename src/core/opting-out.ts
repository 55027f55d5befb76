import type { Documents } from './documents.ts';
import type { Habits } from './habits.ts';
import type { CallRecord } from './ledger-records.ts';
import type { Visitor } from './visitor.ts';
import type { WaitingLines } from './waiting-lines.ts';

/**
 * What becomes of it that a visitor agrees or does not: events that the SDK throws away with its storage are suppressed, those
 * of the page that opted out and what earlier pages left there. Another tab still holds its own.
 */
export const createOptingOut =
  (parts: {
    readonly habitsOf: (vendor: string) => Habits | null;
    readonly visitor: Visitor;
    readonly documents: Documents;
    readonly waiting: WaitingLines;
  }) =>
  ({ place, vendor, project, meaning, fact }: CallRecord): void => {
    const { habitsOf, visitor, documents, waiting } = parts;
    if (meaning.kind !== 'capturing') return;
    visitor.capture(place, documents.jarOf(place.document), vendor, project, meaning.to);
    if (meaning.to !== 'out' || habitsOf(vendor)?.optOutEmpties?.(fact.args) !== true) return;
    for (const owner of new Set([project, null])) {
      const line = waiting.of(place, vendor, owner);
      for (const record of line.inHand()) {
        const holder = record.place?.document ?? null;
        if (!record.seenInStorage || (holder !== null && holder !== place.document && !documents.isGone(holder))) continue;
        line.remove(record);
        record.suppressed = true;
        line.add(record);
      }
    }
  };
