import type { Judged } from '../../reports/engine.ts';
import { type Fold, foldRepeats } from './fold-repeats.ts';
import type { Session } from './session.ts';

/** Up to a quarter more come in before a log is folded; with their analysis they take some 110 of the 200 MB that the background allows itself. */
export const wholeMaxObservations = 20_000;
/** The latest stay whole, whatever they say. */
const latest = 4_000;

const kept = 'of events that say on a page what others there say as well, the first and the last are kept: the recording is long';
/** What is said of what each fold left out. */
const why: Readonly<Record<Fold, string>> = {
  fair: kept,
  rough: kept,
  flood:
    'more calls came than can be kept: of those that say the same, sent or not, the first and the last are kept, and findings may count fewer',
};
const whyUncalled = 'their calls were left out before them';
/** A burst may be longer than what is kept whole otherwise: what was not sent yet goes only when a log is twice as long. */
const floodTimes = 2;
const folds: readonly Fold[] = ['fair', 'rough', 'flood'];
/** A log that is still so long when everything was tried takes nothing more: its analysis would take all memory and all time. */
const mostTimes = 6;

/** Keeps a long recording within memory. Call it after each append: nothing happens until the log outgrew `maxObservations`. */
export const createFolding = ({
  session,
  judged,
  onFolded,
  maxObservations = wholeMaxObservations,
}: {
  readonly session: Session;
  /** The session's own analysis, up to its last observation. */
  readonly judged: () => Judged;
  /** The session is another one now. */
  readonly onFolded: () => void;
  readonly maxObservations?: number;
}): (() => void) => {
  let next = maxObservations;
  const most = maxObservations * mostTimes;
  return () => {
    // Also after the recording was cleared.
    if (session.size() < maxObservations) next = maxObservations;
    if (session.size() < next) return;
    const lines = session.recording().observations;
    const until = Math.max(0, lines.length - Math.min(latest, Math.floor(maxObservations / 4)));
    const story = judged();
    let fold: Fold = 'fair';
    let folded = foldRepeats(lines, until, story, fold);
    for (const rougher of folds.slice(1)) {
      if (folded.lines.length < maxObservations) break;
      if (rougher === 'flood' && lines.length < floodTimes * maxObservations) break;
      fold = rougher;
      folded = foldRepeats(lines, until, story, fold);
    }
    if (folded.lines.length < lines.length) {
      session.replace(folded.lines);
      if (folded.events > 0) session.lose('events', why[fold], folded.events);
      if (folded.uncalled > 0) session.lose('sent events', whyUncalled, folded.uncalled);
      session.saved().catch(() => undefined);
      onFolded();
    }
    // What says something new with every line does not fold, and trying takes a whole analysis.
    const helped = folded.lines.length < lines.length * 0.9;
    next = helped ? Math.max(maxObservations, session.size() + maxObservations / 4) : Math.min(lines.length * 2, most);
    if (!helped && lines.length >= most) {
      session.fill();
      next = Number.POSITIVE_INFINITY;
    }
  };
};
