import type { Report } from '../core/report.ts';
import { joinList, listFrom, sliceText } from './intrinsics.ts';
import { batchMaxChars, quietMaxReports } from './limits.ts';
import { ownText } from './snapshot.ts';

/** What is said, without place and time. */
export type Said<R = Report> = R extends unknown ? Omit<R, 'seq' | 'at'> : never;

/**
 * A batch as it goes to the bridge: `<first seq>-<last seq> <JSON array of reports>`. No seq in between is missing.
 * False when it was not heard, and has to be said again.
 */
export type Deliver = (batch: string) => unknown;

export type Reporter = {
  /** What is said first, of that time, made only when there is anything else to say. */
  opens(first: () => Said, since: number): void;
  /** Reports a fact. Quiet facts alone (a document opened, a route) never make a page talk. */
  say(said: Said): void;
  sayQuietly(said: Said): void;
  /** The same of the JSON object of a fact. */
  put(text: string, quiet: boolean): void;
  /**
   * Takes a place in the order now and fills it later in the same macrotask: a call stands before what it
   * caused, but its outcome is known after. `members` are those of the fact's JSON object, from behind its opening brace to its end;
   * null when nobody will know.
   */
  reserve(): (members: string | null) => void;
  /** Calls went by that nobody can tell of: how many is told in the next macrotask. */
  missed(): void;
  /** Which macrotask this is, counted by those in which something was reported: no call lasts longer than its own. */
  task(): number;
  flush(): void;
  /** The hook is going off in the middle of something: places that will never be filled say `why`. */
  abandon(why: string): void;
  /** From now on every report goes out at once (the page is leaving), or per macrotask again. */
  immediate(on: boolean): void;
};

const lossOf = (why: string, what = 'hook', count = 1): string => sliceText(ownText({ kind: 'loss.counted', what, why, count }), 1);

type Dependencies = {
  readonly deliver: Deliver;
  /** Runs the callback in a macrotask of its own, soon. */
  readonly later: (run: () => void) => void;
  readonly clock: () => number;
  readonly stopped: () => boolean;
  readonly takeMissed: () => number;
};

export const createReporter = ({ deliver, later, clock, stopped, takeMissed }: Dependencies): Reporter => {
  let seq = 0;
  let at = 0;
  let firstWaiting = 0;
  let waiting: string[] = [];
  let size = 0;
  let open = 0;
  let awake = false;
  let scheduled = false;
  let atOnce = false;
  let task = 0;
  let opening: (() => Said) | null = null;

  // Stands where something was announced until it is known.
  const unknown = '"kind":"loss.counted","what":"hook","why":"internal error","count":1}';
  const flush = (): void => {
    if (open > 0 || !awake || waiting.length === 0) return;
    const batch = `${firstWaiting}-${firstWaiting + waiting.length - 1} [${joinList(waiting, ',')}]`;
    const count = waiting.length;
    size = 0;
    if (deliver(batch) === false) return;
    firstWaiting += count;
    waiting = listFrom(waiting, count);
  };
  const nextTask = (): void => {
    scheduled = false;
    task += 1;
    // A place that is open now was left so when the stack was used up.
    open = 0;
    const count = takeMissed();
    if (count > 0)
      place()(lossOf(stopped() ? 'the hook is off after an internal error' : 'the page had used up its stack', 'calls', count));
    flush();
  };
  const wake = (): void => {
    if (scheduled) return;
    later(nextTask);
    scheduled = true;
  };
  const schedule = (): void => {
    if (!awake) return;
    if (open === 0 && (atOnce || size > batchMaxChars)) flush();
    else wake();
  };
  const place = (): ((members: string) => void) => {
    const time = clock();
    if (opening !== null) {
      const first = `{"seq":0,"at":${at},${sliceText(ownText(opening()), 1)}`;
      opening = null;
      waiting = [first];
      seq = 1;
    }
    // From here on nothing is called, so that even with the stack used up no seq is left without a report.
    if (time > at) at = time;
    const head = `{"seq":${seq},"at":${at},`;
    const batch = waiting;
    const index = batch.length;
    batch[index] = head + unknown;
    seq += 1;
    return (members) => {
      batch[index] = head + members;
      size += members.length;
    };
  };

  const put = (text: string, quiet: boolean): void => {
    if (stopped()) return;
    awake ||= !quiet;
    if (!awake && waiting.length >= quietMaxReports) return;
    place()(sliceText(text, 1));
    schedule();
  };

  return {
    opens(first, since) {
      at = since;
      opening = first;
    },
    put,
    say: (said) => put(ownText(said), false),
    sayQuietly: (said) => put(ownText(said), true),
    reserve() {
      const fill = place();
      const started = task;
      open += 1;
      awake = true;
      wake();
      return (members) => {
        if (members !== null) fill(members);
        if (started === task) open -= 1;
        schedule();
      };
    },
    missed() {
      awake = true;
      wake();
    },
    task: () => task,
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
