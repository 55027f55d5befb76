import type { Judged } from '../../reports/engine.ts';
import { foldRepeats } from './fold-repeats.ts';
import type { Session } from './session.ts';

/** Up to a quarter more come in before a log is folded; with their analysis they take some 110 of the 200 MB that the background allows itself. */
export const wholeMaxObservations = 20_000;
/** The latest stay whole, whatever they say. */
const latest = 4_000;

const why = 'of events that say on a page what others there say as well, the first and the last are kept: the recording is long';
const whyAll = `${why}, so that findings may count fewer events than there were`;

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
  return () => {
    if (session.size() < next) return;
    const lines = session.recording().observations;
    const until = Math.max(0, lines.length - Math.min(latest, Math.floor(maxObservations / 4)));
    const story = judged();
    const spared = foldRepeats(lines, until, story, true);
    const folded = spared.lines.length < maxObservations ? spared : foldRepeats(lines, until, story, false);
    if (folded.events > 0) {
      session.replace(folded.lines);
      session.lose('events', folded.events === spared.events ? why : whyAll, folded.events);
      session.saved().catch(() => undefined);
      onFolded();
    }
    // What says something new with every line does not fold, and trying takes a whole analysis.
    const helped = folded.lines.length < lines.length * 0.9;
    next = helped ? Math.max(maxObservations, session.size() + maxObservations / 4) : lines.length * 2;
  };
};
