import type { Report } from '../core/report.ts';
import { joinList, sliceText } from './intrinsics.ts';
import { batchMaxChars, quietMaxReports } from './limits.ts';
import { ownText } from './snapshot.ts';

/** What is said, without place and time. */
export type Said<R = Report> = R extends unknown ? Omit<R, 'seq' | 'at'> : never;

/** A batch as it goes to the bridge: `<first seq>-<last seq> <JSON array of reports>`. No seq in between is missing. */
export type Deliver = (batch: string) => void;

export type Reporter = {
  /** Reports a fact. Quiet facts alone (a document opened, a route) never make a page talk. */
  say(said: Said): void;
  sayQuietly(said: Said): void;
  /** The same of the JSON object of a fact. */
  put(text: string, quiet: boolean): void;
  /**
   * Takes a place in the order now and fills it later in the same macrotask: a call stands before what it
   * caused, but its outcome is known after. `text` is the JSON object of the fact.
   */
  reserve(): (text: string) => void;
  flush(): void;
  /** The hook is going off in the middle of something: places that will never be filled say `why`. */
  abandon(why: string): void;
  /** From now on every report goes out at once (the page is leaving), or per macrotask again. */
  immediate(on: boolean): void;
};

const lossOf = (why: string): string => ownText({ kind: 'loss.counted', what: 'hook', why, count: 1 });

type Dependencies = {
  readonly deliver: Deliver;
  /** Runs the callback in a macrotask of its own, soon. */
  readonly later: (run: () => void) => void;
  readonly clock: () => number;
  readonly stopped: () => boolean;
};

export const createReporter = ({ deliver, later, clock, stopped }: Dependencies): Reporter => {
  let seq = 0;
  let at = 0;
  let firstWaiting = 0;
  let waiting: string[] = [];
  let size = 0;
  let open = 0;
  let awake = false;
  let scheduled = false;
  let atOnce = false;

  // Stands where something was announced until it is known.
  const unknown = lossOf('internal error');
  const flush = (): void => {
    if (open > 0 || !awake || waiting.length === 0) return;
    const batch = `${firstWaiting}-${firstWaiting + waiting.length - 1} [${joinList(waiting, ',')}]`;
    firstWaiting += waiting.length;
    waiting = [];
    size = 0;
    deliver(batch);
  };
  const schedule = (): void => {
    if (!awake || open > 0) return;
    if (atOnce || size > batchMaxChars) flush();
    else if (!scheduled) {
      scheduled = true;
      later(() => {
        scheduled = false;
        flush();
      });
    }
  };
  const place = (): ((text: string) => void) => {
    const index = waiting.length;
    at = Math.max(at, clock());
    const head = `{"seq":${seq},"at":${at},`;
    seq += 1;
    const batch = waiting;
    const fill = (text: string): void => {
      batch[index] = head + sliceText(text, 1);
      size += text.length;
    };
    fill(unknown);
    return fill;
  };

  const put = (text: string, quiet: boolean): void => {
    if (stopped()) return;
    awake ||= !quiet;
    if (!awake && waiting.length >= quietMaxReports) return;
    place()(text);
    schedule();
  };

  return {
    put,
    say: (said) => put(ownText(said), false),
    sayQuietly: (said) => put(ownText(said), true),
    reserve() {
      const fill = place();
      open += 1;
      awake = true;
      return (text) => {
        fill(text);
        open -= 1;
        schedule();
      };
    },
    flush,
    abandon(why) {
      open = 0;
      place()(lossOf(why));
      flush();
    },
    immediate(on) {
      atOnce = on;
      if (on) flush();
    },
  };
};
