import type { Fact, FactOf, Observation } from '../../core/observation.ts';
import type { Clock } from '../platform/clock.ts';
import type { Session } from './session.ts';

/** What a tester says by hand. */
export type ManualFact = FactOf<'auth.signalled'> | FactOf<'mark.added'>;

/** Whole seqs belong to the page's hook, so that what is said beside it takes a fraction after the last one. */
export const seqAfter = (session: Session, document: string): number =>
  Math.max(0, Math.round((session.lastSeq(document) + 0.001) * 1000) / 1000);

/**
 * A tester's word as an observation of the document that stands in the tab now;
 * without a document it stands in one of the panel's own.
 */
export const createManual = (session: Session, clock: Clock) => {
  const placed = (tab: number): { document: string; device: string } => {
    const top = session.topDocument(tab);
    if (top !== null) return { document: top.id, device: top.device };
    return { document: `panel-${tab}`, device: session.devices.idOf({ incognito: false, cookieStore: null }) };
  };
  return (tab: number, fact: ManualFact): Observation => {
    const { document, device } = placed(tab);
    return { ...(fact satisfies Fact), seq: seqAfter(session, document), at: clock.now(), document, device, tab, frame: 0 };
  };
};
