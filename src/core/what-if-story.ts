import type { Client, ClientArgs, ClientEvent, ClientRun } from './client.ts';
import type { Json } from './json.ts';
import type { LandedEvent } from './landed.ts';
import type { Ids, ObservationOf } from './observation.ts';

/** One thing in the life of one SDK in one browser, in the order in which it happened. */
export type Step = {
  readonly document: string;
  readonly at: number;
  /** Where it stands among the observations, by their index; between two of them it is a fraction. */
  readonly place: number;
} & (
  | {
      readonly kind: 'call';
      readonly fact: ObservationOf<'call.observed'>;
      /** What the SDK held beside the call; not always what was read then, see `stepsOf`. */
      readonly before: Ids | null;
      readonly after: Ids | null;
      readonly events: readonly LandedEvent[];
      readonly dropped: boolean;
    }
  /** An event that no observed call explains. */
  | { readonly kind: 'event'; readonly event: LandedEvent }
  | { readonly kind: 'insert'; readonly method: string; readonly args: ClientArgs }
);

/** What a step was and what it is after the edits. `was` is null for an inserted step, `is` for a dropped one. */
export type Told = {
  readonly step: Step;
  was: readonly ClientEvent[] | null;
  is: readonly ClientEvent[] | null;
  /** What the SDK holds before and after the step once the edits are made. */
  readonly before: Ids;
  readonly after: Ids;
  /** Whether the edits changed what the SDK holds before or after, or what was read of it then. */
  readonly changed: boolean;
};

/** Calls closer together than this are taken for one task; the browser rounds its clocks. */
const sameTaskMs = 4;

const same = (a: Ids, b: Ids): boolean => a.anonymousId === b.anonymousId && a.knownId === b.knownId;

/** What the browser held when the story starts, as far as it was seen. */
const firstIds = (steps: readonly Step[]): Ids | null => {
  for (const step of steps) if (step.kind === 'call' && step.before !== null) return step.before;
  for (const step of steps) if (step.kind === 'event') return step.event.event.ids;
  // Calls that waited for their SDK show no ids, but what came of them does: whoever is known there may have been named by one.
  for (const step of steps) {
    const [event] = step.kind === 'call' ? step.events : [];
    if (event !== undefined) return { anonymousId: event.event.ids.anonymousId, knownId: null };
  }
  return null;
};

/** One course of events: the real one or the edited one. */
const startCourse = (client: Client, newId: () => string) => {
  const storage = new Map<string, Json>();
  const runs = new Map<string, ClientRun>();
  /** Which step each call of a run belongs to. */
  const owners = new Map<ClientRun, number[]>();

  const runOf = (document: string): ClientRun => {
    let run = runs.get(document);
    if (run === undefined) {
      run = client.load({ storage, newId, config: {}, ready: true });
      runs.set(document, run);
      owners.set(run, []);
    }
    return run;
  };

  return {
    runOf,
    /** Makes the call and hands every event that follows to `say`, with the step it comes from. */
    call: (document: string, step: number, method: string, args: ClientArgs, say: (step: number, event: ClientEvent) => void): void => {
      const run = runOf(document);
      owners.get(run)?.push(step);
      for (const event of run.call(method, args)) say(step, event);
    },
    settle: (say: (step: number, event: ClientEvent) => void): void => {
      for (const run of runs.values())
        for (const event of run.settle()) {
          const step = event.call === null ? undefined : owners.get(run)?.[event.call];
          if (step !== undefined) say(step, event);
        }
    },
  };
};

/**
 * Runs the client rules over what happened and over what would have happened. The real course is held to what was observed;
 * the edited one follows it up to the first edit and then the rules alone, with the ids that the SDK really made up
 * wherever it makes one up in both.
 */
export const tellStory = (client: Client, steps: readonly Step[], newId: () => string, visitor: string | null): readonly Told[] => {
  /** Events that came without a browser: their visitor starts anonymous, and calls are inferred from what they carry. */
  const infer = visitor !== null;
  const start = visitor === null ? firstIds(steps) : { anonymousId: visitor, knownId: null };
  const used = new Set<string>();
  let observed: string | null = start?.anonymousId ?? null;
  let made: string[] = [];
  const was = startCourse(client, () => {
    const id = observed === null || used.has(observed) ? newId() : observed;
    observed = null;
    used.add(id);
    made.push(id);
    return id;
  });
  const is = startCourse(client, () => made.shift() ?? newId());
  const told: Told[] = [];
  let edited = false;
  /** Whether the SDK ever held something else than it really did. */
  let diverged = false;
  let last: { document: string; at: number } | null = null;

  const wasSays = (step: number, event: ClientEvent): void => {
    const of = told[step];
    if (of !== undefined) of.was = [...(of.was ?? []), event];
  };
  const isSays = (step: number, event: ClientEvent): void => {
    const of = told[step];
    if (of !== undefined) of.is = [...(of.is ?? []), event];
  };
  const settle = (): void => {
    was.settle(wasSays);
    is.settle(isSays);
  };

  /** The browser held other ids than the rules say: something happened that no call shows, in both courses. */
  const hold = (document: string, ids: Ids): void => {
    // No ids at all say that storage was not written yet or was cleared: the SDK still has its own in memory.
    if ((ids.anonymousId === null && ids.knownId === null) || same(was.runOf(document).ids(), ids)) return;
    was.runOf(document).adopt(ids);
    is.runOf(document).adopt(ids);
  };

  /** Without calls, a changed id in a payload stands for the call that changed it. */
  const inferCalls = (index: number, document: string, { ids, name }: LandedEvent['event']): boolean => {
    const held = was.runOf(document).ids();
    const stamped = name === '$identify' || name === 'identify';
    if (ids.knownId === held.knownId && !stamped) return false;
    if (ids.knownId === null) {
      hold(document, ids);
      return false;
    }
    if (client.identity.includes('user_id')) {
      was.call(document, -1, 'setUserId', [ids.knownId], () => {});
      is.call(document, -1, 'setUserId', [ids.knownId], () => {});
      return false;
    }
    was.call(document, stamped ? index : -1, 'identify', [ids.knownId], wasSays);
    is.call(document, stamped ? index : -1, 'identify', [ids.knownId], isSays);
    return stamped;
  };

  const observedIds = (step: Step, which: 'before' | 'after'): Ids | null => {
    if (step.kind === 'call') return step[which];
    return last === null && which === 'before' ? start : null;
  };

  steps.forEach((step, index) => {
    // What came as lines was finished when it was sent, however little time lies between them.
    if (last !== null && (infer || last.document !== step.document || step.at - last.at > sameTaskMs)) settle();
    made = [];
    // What only a stub saw tells no ids.
    observed = ((step.kind === 'call' ? (step.before ?? step.after) : null) ?? start)?.anonymousId ?? null;
    const [real, other] = [was.runOf(step.document), is.runOf(step.document)];
    const next = steps[index + 1];
    // Right before a call the SDK holds what that call found, whatever is inserted there.
    const shows = step.kind === 'insert' && next?.kind === 'call' && next.document === step.document ? next : step;
    const seenBefore = observedIds(shows, 'before');
    if (seenBefore !== null) hold(step.document, seenBefore);
    const [realBefore, before] = [real.ids(), other.ids()];
    made = [];
    observed = step.kind === 'call' ? (step.after?.anonymousId ?? null) : null;

    const entry: { -readonly [Key in keyof Told]: Told[Key] } = {
      step,
      was: step.kind === 'insert' ? null : [],
      is: step.kind === 'call' && step.dropped ? null : [],
      before,
      after: before,
      changed: false,
    };
    told.push(entry);
    if (step.kind === 'insert') {
      edited = true;
      is.call(step.document, index, step.method, step.args, isSays);
    } else if (step.kind === 'event') {
      const stamped = infer && inferCalls(index, step.document, step.event.event);
      if (!stamped) {
        was.call(step.document, index, client.track, [step.event.event.name], wasSays);
        is.call(step.document, index, client.track, [step.event.event.name], isSays);
      }
    } else {
      was.call(step.document, index, step.fact.method, step.fact.args, wasSays);
      if (step.dropped) edited = true;
      else is.call(step.document, index, step.fact.method, step.fact.args, isSays);
      const seen = observedIds(step, 'after');
      if (seen !== null && !same(real.ids(), seen)) {
        real.adopt(seen);
        // The rules do not know this call: it did the same in both courses, as far as they were the same.
        if (!step.dropped && (!edited || same(realBefore, before))) other.adopt(seen);
      }
    }
    entry.after = other.ids();
    // What was read beside such a call is from before an edit, although both courses hold the same by now.
    const readTooEarly = step.kind === 'call' && (step.before !== step.fact.before || step.after !== step.fact.after);
    const differs = !same(before, realBefore) || !same(other.ids(), real.ids());
    diverged ||= differs;
    entry.changed = differs || (diverged && readTooEarly);
    last = { document: step.document, at: step.at };
  });
  settle();
  return told;
};
