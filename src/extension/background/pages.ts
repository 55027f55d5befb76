import { protocolVersion } from '../../messages/limits.ts';
import type { PageMessage, ToPage } from '../../messages/page.ts';
import { parsePageMessage } from '../../messages/parse-page.ts';
import type { Line } from '../platform/port.ts';
import { createArrivals } from './arrivals.ts';
import type { Recorded } from './recorder.ts';
import { type PageSender, pageSender, type Self } from './senders.ts';
import type { Turns } from './turns.ts';

export type PagesDeps = {
  readonly self: Self;
  /** When it is the turn of what a page said. */
  readonly turns: Turns;
  /** Whether a page may report; `top` is the address of the page that stands in the tab, null while that is not known. */
  readonly watches: (tab: number, top: string | null) => boolean;
  readonly record: (text: string, sender: PageSender) => Recorded;
  /** Takes observations in; resolves once they are safe. */
  readonly keep: (recorded: Recorded, sender: PageSender) => Promise<void>;
  /** Counts reports that could not wait for their turn; resolves once that is safe. */
  readonly miss: (count: number) => Promise<void>;
  /** A document of the tab said hello. */
  readonly onHello: (tab: number) => void;
  /** The cookie to be told of on the site of a document; null for none. */
  readonly cookieOf: (sender: PageSender) => string | null;
  /** What that cookie holds. */
  readonly onCookie: (sender: PageSender, name: string, value: string | null) => void;
};

/** The lines to reporting documents. */
export type Pages = {
  connect(line: Line): void;
  /** Tells every document of the tab to report or to stop. */
  switch(tab: number, on: boolean): void;
  /** Tells every document again which cookie to watch. */
  watchCookies(): void;
  /** Tells every document again whether to report. */
  switchAll(): void;
  /** The tabs with a page that may report. */
  reporting(): readonly number[];
};

export const createPages = ({ self, turns, watches, record, keep, miss, onHello, cookieOf, onCookie }: PagesDeps): Pages => {
  const lines = new Map<Line, PageSender>();
  const say = (line: Line, message: ToPage): void => line.post(message);

  const topOf = (tab: number): string | null => {
    for (const sender of lines.values()) if (sender.tab === tab && sender.frame === 0) return sender.url;
    return null;
  };
  const mayReport = ({ tab }: PageSender): boolean => watches(tab, topOf(tab));

  const start = (line: Line, sender: PageSender, on: boolean): void => {
    say(line, { kind: 'page.record', on });
    const cookie = on ? cookieOf(sender) : null;
    if (cookie !== null) say(line, { kind: 'page.watch', cookie });
  };

  const acknowledge = (line: Line, upTo: number | null): void => {
    if (upTo !== null) say(line, { kind: 'page.acknowledged', seq: upTo });
  };

  const reported = async (line: Line, sender: PageSender, text: string): Promise<void> => {
    if (!mayReport(sender)) {
      say(line, { kind: 'page.record', on: false });
      return;
    }
    const recorded = record(text, sender);
    await keep(recorded, sender);
    acknowledge(line, recorded.upTo);
  };

  const missed = async (line: Line, sender: PageSender, count: number, upTo: number | null): Promise<void> => {
    if (!mayReport(sender)) return;
    await miss(count);
    acknowledge(line, upTo);
  };

  return {
    connect: (line) => {
      const sender = pageSender(line.sender, self);
      if (sender === null) {
        line.close();
        return;
      }
      lines.set(line, sender);
      // What it said before comes first.
      line.onClose(() => turns.add(() => lines.delete(line)));
      const heard = (message: PageMessage): void => {
        if (message.kind === 'page.reported') {
          // What could not be kept is not acknowledged: the document sends it again with its next line.
          reported(line, sender, message.reports).catch(() => undefined);
          return;
        }
        if (message.kind === 'page.cookie') {
          if (mayReport(sender) && cookieOf(sender) === message.name) onCookie(sender, message.name, message.value);
          return;
        }
        onHello(sender.tab);
        const on = message.version === protocolVersion && mayReport(sender);
        start(line, sender, on);
        // Frames that came first did not know whose page they belong to.
        if (on && sender.frame === 0) for (const [other, of] of lines) if (of.tab === sender.tab && of.frame !== 0) start(other, of, true);
      };
      const arrived = createArrivals({
        turns,
        heard,
        missed: (count, upTo) => {
          missed(line, sender, count, upTo).catch(() => undefined);
        },
      });
      line.onMessage((value) => {
        const message = parsePageMessage(value);
        if (message !== null) arrived(message);
      });
    },
    switch: (tab, on) => {
      for (const [line, sender] of lines) if (sender.tab === tab) start(line, sender, on || mayReport(sender));
    },
    switchAll: () => {
      for (const [line, sender] of lines) start(line, sender, mayReport(sender));
    },
    watchCookies: () => {
      for (const [line, sender] of lines) if (mayReport(sender)) say(line, { kind: 'page.watch', cookie: cookieOf(sender) });
    },
    reporting: () => [...new Set([...lines.values()].filter(mayReport).map(({ tab }) => tab))],
  };
};
