import type { Json } from '../../core/json.ts';
import type { LandedEvent } from '../../core/landed.ts';
import type { ForeignObservation, Observation, ObservationOf } from '../../core/observation.ts';
import type { Moment, MomentOf } from '../../core/story.ts';
import type { Judged } from '../../reports/engine.ts';
import { wrongIn } from '../../rules/judge.ts';
import { insideRuns } from './plain-runs.ts';

type Line = Observation | ForeignObservation;

/** What is left of a log, how many calls with their events are not in it any more, and how many events that no call explained. */
export type Folded = { readonly lines: readonly Line[]; readonly events: number; readonly uncalled: number };

/**
 * What of a run may go. `fair`: what was accepted and lands on the right person. `rough`: also what lands on the wrong one, of
 * which one stays that counts for several. `flood`: also what was not sent, or not yet, and calls that send nothing.
 */
export type Fold = 'fair' | 'rough' | 'flood';

const isCall = (line: Line): line is ObservationOf<'call.observed'> => line.kind === 'call.observed';
const isSent = (line: Line): line is ObservationOf<'wire.sent'> => line.kind === 'wire.sent';
const isSettled = (line: Line): line is ObservationOf<'wire.settled'> => line.kind === 'wire.settled';
const isStored = (line: Line): line is ObservationOf<'storage.changed'> => line.kind === 'storage.changed';

const sameIds = (one: ObservationOf<'storage.changed'>['ids'] | null, other: ObservationOf<'storage.changed'>['ids'] | null): boolean =>
  one?.anonymousId === other?.anonymousId && one?.knownId === other?.knownId;

/** What findings point at, and which events start a profile or join two: none of these goes. */
const neededBy = ({ analysis, findings }: Judged, fold: Fold) => {
  const events = new Set<string>();
  const calls = new Set<string>();
  for (const finding of findings) {
    if (fold === 'fair') for (const name of wrongIn(finding)) events.add(name);
    for (const each of finding.evidence) {
      if ('event' in each) events.add(`${finding.vendor} ${each.project} ${each.event}`);
      if ('call' in each) calls.add(each.call);
    }
  }
  for (const { vendor, project, profiles } of analysis.projects)
    for (const { firstTouch, mergedBy } of profiles)
      for (const named of [...(firstTouch === null ? [] : [firstTouch]), ...mergedBy]) events.add(`${vendor} ${project} ${named.event}`);
  return {
    call: (call: string): boolean => calls.has(call),
    event: (vendor: string, project: string, { index, call }: LandedEvent): boolean =>
      events.has(`${vendor} ${project} ${index}`) || (call !== null && calls.has(call)),
  };
};

/** By event, the numbers of the findings that count it as one on the wrong person. */
const blameOf = ({ findings }: Judged): ReadonlyMap<string, string> => {
  const blame = new Map<string, string>();
  findings.forEach((finding, number) => {
    for (const name of wrongIn(finding)) blame.set(name, `${blame.get(name) ?? ''} ${number}`);
  });
  return blame;
};

const changesNobody = (moment: MomentOf<'call'>): boolean => moment.parent === null && sameIds(moment.before, moment.after);

/** A call that did nothing but track its one event. */
const isPlainCall = (moment: MomentOf<'call'>, fold: Fold): boolean =>
  moment.meaning.kind === 'track' &&
  moment.events.length === 1 &&
  (fold === 'flood' || (moment.carriedOut && !moment.wasQueued)) &&
  changesNobody(moment);

/** Of calls to one method that send nothing and change nobody's ids, one after the other on a page: all but the first and the last. */
const idleCalls = (moments: readonly Moment[]): readonly MomentOf<'call'>[] => {
  const idle: MomentOf<'call'>[] = [];
  const last = new Map<string, readonly MomentOf<'call'>[]>();
  for (const moment of moments) {
    if (moment.kind !== 'call') continue;
    const { kind } = moment.meaning;
    const key = `${moment.document}\n${moment.vendor}\n${moment.project}`;
    const isIdle = (kind === 'track' || kind === 'other') && moment.events.length === 0 && changesNobody(moment);
    const [first, between] = last.get(key) ?? [];
    if (!isIdle || first?.method !== moment.method || !sameIds(first.after, moment.before)) {
      if (isIdle) last.set(key, [moment]);
      else if (kind !== 'track' || moment.events.length === 0) last.delete(key);
      continue;
    }
    if (between !== undefined) idle.push(between);
    last.set(key, [first, moment]);
  }
  return idle;
};

const nameOf = (document: string | null, call: string): string => `${document}\n${call}`;

/** Storage that holds what it held before and after. What is still unsent counts only at the end of a page. */
const repeatedStores = (lines: readonly Line[], all: ReadonlySet<string>): ReadonlySet<Line> => {
  const last = new Map<string, readonly ObservationOf<'storage.changed'>[]>();
  const gone = new Set<Line>();
  for (const line of lines) {
    if (!isStored(line)) continue;
    const key = `${line.document}\n${line.vendor}\n${line.project}\n${line.area}`;
    const [before, between] = last.get(key) ?? [];
    const repeats = before !== undefined && sameIds(before.ids, line.ids) && before.capturing === line.capturing;
    if (!repeats || line.site != null) last.set(key, [line]);
    else {
      if (between !== undefined && (between.cause === null || all.has(nameOf(line.document, between.cause)))) gone.add(between);
      last.set(key, [before, line]);
    }
  }
  return gone;
};

/**
 * Leaves out of the log's first `until` lines the events that say again what others around them say, each with its call and its
 * payload. Who is who, where the events that stay land and how flows end is the same without them; so is what is found, unless in a flood.
 */
export const foldRepeats = (lines: readonly Line[], until: number, judged: Judged, fold: Fold): Folded => {
  const flooded = fold === 'flood';
  const old = lines.slice(0, until);
  const payloads = new Set<Json>();
  const calls = new Set<string>();
  for (const line of old) {
    if (isSent(line)) for (const payload of line.payloads ?? []) payloads.add(payload);
    if (isCall(line)) calls.add(nameOf(line.document, line.call));
  }
  for (const line of lines) {
    if (!isCall(line)) continue;
    if (line.parent !== null) calls.delete(nameOf(line.document, line.parent));
    // A call goes with its replay, or not at all.
    if (line.replayOf !== null && !calls.has(nameOf(line.document, line.call))) calls.delete(nameOf(line.document, line.replayOf));
  }

  const plain = new Set<string>();
  for (const moment of judged.analysis.moments) {
    if (moment.kind === 'call' && isPlainCall(moment, fold)) plain.add(nameOf(moment.document, moment.call));
  }
  const needed = neededBy(judged, fold);
  const blame = blameOf(judged);
  const goneCalls = new Set<string>();
  const gonePayloads = new Set<Json>();
  const alike = new Map<string, number>();
  let uncalled = 0;
  for (const project of judged.analysis.projects) {
    if (project.fedBy !== undefined) continue;
    const isFoldable = ({ document, call }: LandedEvent): boolean =>
      call !== null && calls.has(nameOf(document, call)) && plain.has(nameOf(document, call));
    const stays = (landed: LandedEvent): boolean => {
      const { payload } = landed.event;
      const isSeen = payload !== null && payloads.has(payload);
      if (!isSeen && !(flooded && landed.predicted && landed.call !== null)) return true;
      if (landed.call !== null && !isFoldable(landed)) return true;
      return needed.event(project.vendor, project.project, landed);
    };
    const blamed = ({ index }: LandedEvent): string => blame.get(`${project.vendor} ${project.project} ${index}`) ?? '';
    for (const { gone, standIn } of insideRuns(project, stays, isFoldable, blamed, flooded)) {
      // What earlier folds left out counts on.
      let times = standIn?.alike ?? 0;
      for (const { document, call, event, alike: earlier = 0 } of gone) {
        times += 1 + earlier;
        if (call === null) uncalled += 1;
        else goneCalls.add(nameOf(document, call));
        if (event.payload !== null) gonePayloads.add(event.payload);
      }
      if (standIn !== null) alike.set(nameOf(standIn.document, standIn.call ?? ''), times);
    }
  }
  if (flooded) {
    for (const { document, call } of idleCalls(judged.analysis.moments)) {
      const name = nameOf(document, call);
      if (calls.has(name) && !needed.call(call)) goneCalls.add(name);
    }
  }

  const stores = repeatedStores(old, goneCalls);
  const answered = new Set<string>();
  const isGone = (line: ObservationOf<'call.observed'>): boolean =>
    goneCalls.has(nameOf(line.document, line.call)) || (line.replayOf !== null && goneCalls.has(nameOf(line.document, line.replayOf)));
  const left = old.flatMap((line): Line[] => {
    if (isCall(line)) {
      if (isGone(line)) return [];
      const times = alike.get(nameOf(line.document, line.replayOf ?? line.call));
      return times === undefined ? [line] : [{ ...line, alike: times }];
    }
    if (isStored(line)) return stores.has(line) ? [] : [line];
    if (isSettled(line)) return answered.has(nameOf(line.document, line.request)) ? [] : [line];
    if (!isSent(line) || line.payloads === null) return [line];
    const rest = line.payloads.filter((payload) => !gonePayloads.has(payload));
    if (rest.length === line.payloads.length) return [line];
    if (rest.length > 0) return [{ ...line, payloads: rest }];
    answered.add(nameOf(line.document, line.request));
    return [];
  });
  const rest = lines.slice(until).filter((line) => !isSettled(line) || !answered.has(nameOf(line.document, line.request)));
  return { lines: [...left, ...rest], events: goneCalls.size, uncalled };
};
