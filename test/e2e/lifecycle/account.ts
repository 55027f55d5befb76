import { expect } from 'vitest';
import { type Json, member } from '../../../src/core/json.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { eventually } from '../support/eventually.ts';
import { observed } from '../support/inspecting.ts';
import type { Site } from '../support/site.ts';

type Row = {
  readonly what: string;
  readonly made: number;
  readonly received: number;
  readonly recorded: number;
  readonly lost: number;
  readonly doubled: number;
  readonly counted: number;
};

const numberOf = (value: Json | undefined): string => String(member(value ?? null, 'n') ?? '');

/** Numbers of the calls in a recording, as often as they are there. */
export const recordedNumbers = (recording: Recording): readonly string[] =>
  observed(recording, 'call.observed')
    .filter(({ method, parent, replayOf }) => method === 'track' && parent === null && replayOf === null)
    .map(({ args }) => numberOf(args[1]));

const receivedNumbers = (site: Site): ReadonlySet<string> =>
  new Set(
    site.collector
      .received()
      .flatMap(({ payloads }) => payloads)
      .map((payload) => numberOf(member(payload, 'properties'))),
  );

/** What became of numbered calls, one row a story; `print` shows them all. */
export const createAccount = (site: Site) => {
  const rows: Row[] = [];
  return {
    /**
     * Waits until all of `made` are recorded, and holds the recording to them and to what the vendor received: nothing lost, nothing
     * doubled, no observation twice, no loss counted.
     */
    settle: async (what: string, made: readonly string[], read: () => Promise<Recording>, patience = 25_000): Promise<Recording> => {
      const mine = new Set(made);
      await eventually(
        `all calls of ${what}`,
        async () => {
          const there = new Set(recordedNumbers(await read()));
          return made.every((n) => there.has(n));
        },
        patience,
      ).catch(() => undefined);
      // What a page that left kept in storage, a later one sends: it may take its time, and is no matter of ours.
      const arrived = (): boolean => {
        const received = receivedNumbers(site);
        return made.every((n) => received.has(n));
      };
      await eventually('the vendor', arrived, 6_000).catch(() => undefined);
      const last = await eventually('the recording', read, patience + 5_000);
      const recorded = recordedNumbers(last).filter((n) => mine.has(n));
      const there = new Set(recorded);
      const received = [...receivedNumbers(site)].filter((n) => mine.has(n));
      const losses = observed(last, 'loss.counted');
      const row: Row = {
        what,
        made: made.length,
        received: received.length,
        recorded: there.size,
        lost: made.filter((n) => !there.has(n)).length,
        doubled: recorded.length - there.size,
        counted: losses.reduce((sum, { count }) => sum + count, 0),
      };
      rows.push(row);
      expect(mine.size, 'numbers are not repeated').toBe(made.length);
      expect({ lost: row.lost, doubled: row.doubled, losses: losses.map(({ why }) => why) }).toEqual({ lost: 0, doubled: 0, losses: [] });
      expect(received.filter((n) => !there.has(n))).toEqual([]);
      const places = last.observations.map(({ document, seq }) => `${document} ${seq}`);
      expect(new Set(places).size).toBe(places.length);
      return last;
    },
    /** All of these must have reached the vendor, whatever was recorded. */
    arrived: async (what: string, made: readonly string[]): Promise<void> => {
      await eventually(`the vendor to have all of ${what}`, () => {
        const received = receivedNumbers(site);
        return made.every((n) => received.has(n));
      });
      rows.push({ what, made: made.length, received: made.length, recorded: 0, lost: 0, doubled: 0, counted: 0 });
    },
    print: (title: string): void => {
      const cells = ['made', 'received', 'recorded', 'lost', 'doubled', 'counted'] as const;
      const line = (first: string, rest: readonly string[]): string =>
        [first.padEnd(44), ...rest.map((cell) => cell.padStart(9))].join(' ');
      const text = rows.map((row) =>
        line(
          row.what,
          cells.map((cell) => String(row[cell])),
        ),
      );
      process.stdout.write(`\n${[line(title, [...cells]), ...text].join('\n')}\n`);
    },
  };
};

export type Account = ReturnType<typeof createAccount>;
