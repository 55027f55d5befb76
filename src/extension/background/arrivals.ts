import { pageWaitingMaxLength } from '../../messages/limits.ts';
import type { PageMessage } from '../../messages/page.ts';
import { reportList } from './report-list.ts';
import type { Turns } from './turns.ts';

export type ArrivalsDeps = {
  readonly turns: Turns;
  /** A message whose turn it is. */
  readonly heard: (message: PageMessage) => void;
  /** So many reports, up to the number `upTo`, could not wait for their turn; told when it would have been. */
  readonly missed: (count: number, upTo: number | null) => void;
  /** Characters of this page that may wait. */
  readonly maxLength?: number;
};

/** What a message takes beside its text, as characters: many short ones are bounded too. */
const messageLength = 500;

/** How many reports a message holds and the highest of their numbers, as the page says. One that cannot be read is one. */
const reportsIn = (text: string): { readonly count: number; readonly upTo: number | null } => {
  const list = reportList(text);
  if (list === null) return { count: 1, upTo: null };
  const seqs = list.flatMap((one) => (typeof one === 'object' && one !== null && 'seq' in one ? [one.seq] : []));
  const upTo = seqs.reduce<number>((most, seq) => (Number.isSafeInteger(seq) ? Math.max(most, Number(seq)) : most), -1);
  return { count: list.length, upTo: upTo < 0 ? null : upTo };
};

/**
 * What one page says waits for its turn, as long as there is room: for one page less than for all, so that one that floods leaves some
 * to the others. Beyond it reports are only counted, and of everything else the last word stays. The order is kept: what the page says
 * behind them is counted with them until their turn comes, so that nothing is acknowledged before what came earlier.
 */
export const createArrivals = ({
  turns,
  heard,
  missed,
  maxLength = pageWaitingMaxLength,
}: ArrivalsDeps): ((message: PageMessage) => void) => {
  let held = 0;
  let over: { count: number; upTo: number | null; readonly last: Map<PageMessage['kind'], PageMessage> } | null = null;

  const overflow = (): NonNullable<typeof over> => {
    const begun: NonNullable<typeof over> = { count: 0, upTo: null, last: new Map() };
    over = begun;
    turns.add(() => {
      over = null;
      if (begun.count > 0) missed(begun.count, begun.upTo);
      for (const message of begun.last.values()) heard(message);
    });
    return begun;
  };

  return (message) => {
    const length = messageLength + (message.kind === 'page.reported' ? message.reports.length : 0);
    if (over === null && (held === 0 || held + length <= maxLength) && turns.hasRoom(length)) {
      held += length;
      turns.add(() => {
        held -= length;
        heard(message);
      }, length);
      return;
    }
    const rest = over ?? overflow();
    if (message.kind !== 'page.reported') {
      rest.last.set(message.kind, message);
      return;
    }
    const { count, upTo } = reportsIn(message.reports);
    rest.count += count;
    if (upTo !== null) rest.upTo = Math.max(upTo, rest.upTo ?? upTo);
  };
};
