import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostileCase } from './hostile-case.ts';
import { type BrowserKind, type Outcome, visitAll } from './visit.ts';

const orThrow = <T>(value: T | Error): T => {
  if (value instanceof Error) throw value;
  return value;
};

/** One line a page: what it called, what of that the panel has, what it says is missing, and what nobody accounts for. */
const lineOf = (one: HostileCase, outcome: Outcome | undefined): string => {
  const seen = outcome?.watched;
  if (seen === undefined || seen instanceof Error) return `${one.id.padEnd(28)} ${seen?.message.slice(0, 80) ?? 'not visited'}`;
  const { made, recorded, lost, answeredIn, answeredMeanwhile } = seen;
  const meanwhile = answeredMeanwhile === null ? '' : `${answeredMeanwhile} ms`;
  const cells = [made, recorded, lost, made - recorded - lost, `${answeredIn} ms`, meanwhile];
  return [one.id.padEnd(28), ...cells.map((cell) => String(cell).padStart(10))].join(' ');
};

const head = [
  'page'.padEnd(28),
  ...['calls', 'recorded', 'as lost', 'untold', 'answer', 'meanwhile'].map((cell) => cell.padStart(10)),
].join(' ');

/** Visits every page with and without the extension, and holds the two against each other. Prints the account at the end. */
export const describeHostile = (kind: BrowserKind, cases: readonly HostileCase[]): void => {
  describe(`hostile pages in ${kind === 'chromium' ? 'Chromium' : 'Firefox'}`, () => {
    let outcomes: ReadonlyMap<string, Outcome> = new Map();
    beforeAll(async () => {
      outcomes = await visitAll(kind, cases);
    }, 900_000);
    afterAll(() => {
      process.stdout.write(`\n${kind}\n${head}\n${cases.map((one) => lineOf(one, outcomes.get(one.id))).join('\n')}\n`);
    });
    test.each(cases)('$title', (one) => {
      const outcome = outcomes.get(one.id);
      const bare = orThrow(outcome?.bare ?? new Error('not visited'));
      const { made, lines, requests, recorded, lost, losses, notes, calls, shown, answeredIn, answeredMeanwhile } = orThrow(
        outcome?.watched ?? new Error('not visited'),
      );
      expect(lines).toEqual(bare.lines);
      expect(requests).toEqual(bare.requests);
      if (one.differs === undefined) expect(made).toBe(bare.made);
      expect(made).toBeGreaterThan(0);
      // A call that the page's stack was too short for was begun all the same.
      if (one.differs) expect(recorded + lost).toBeGreaterThanOrEqual(made);
      else expect({ recorded: recorded + lost, losses }).toEqual({ recorded: made, losses });
      if (one.differs) expect(losses.filter((loss) => !/stack|internal error/.test(loss))).toEqual([]);
      else if (one.mayLose) expect(lost === 0 || /missing/.test(shown)).toBe(true);
      else if (one.loss === undefined) expect(losses).toEqual([]);
      else {
        expect(losses.join('\n')).toMatch(one.loss);
        expect(shown).toMatch(one.loss);
      }
      if (one.note !== undefined) expect(notes.join('\n')).toMatch(one.note);
      expect(one.judge?.(calls) ?? null).toBeNull();
      expect(answeredIn).toBeLessThan(one.mayLose ? 10_000 : 15_000);
      expect(answeredMeanwhile ?? 0).toBeLessThan(30_000);
    });
  });
};
