import type { Judged } from '../../reports/engine.ts';
import { foldRepeats } from './fold-repeats.ts';
import type { Session } from './session.ts';

/**
 * The analysis of so many observations takes some 150 MB, of the 200 that the background allows itself. More come in for some
 * time before the log is folded: it is analysed once more for that.
 */
export const wholeMaxObservations = 32_000;
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
    const enough = spared.lines.length < (maxObservations * 3) / 4;
    const folded = enough ? spared : foldRepeats(lines, until, story, false);
    if (folded.events > 0) {
      session.replace(folded.lines);
      session.lose('events', folded.events === spared.events ? why : whyAll, folded.events);
      session.saved().catch(() => undefined);
      onFolded();
    }
    next = Math.max(maxObservations, session.size() + maxObservations / 4);
  };
};
