import { noIds } from './adapter.ts';
import type { Analysis } from './analysis.ts';
import type { AnalyticsEvent } from './event.ts';
import type { Json } from './json.ts';
import type { LandedEvent, ProjectAnalysis } from './landed.ts';
import { isTop, loadsOf } from './loads.ts';
import type { AuthSignal, Ids } from './observation.ts';
import { type Later, oneWrite, same, storedAtStart, storedLater } from './stored-ids.ts';
import type { Moment, MomentOf } from './story.ts';

type Place = {
  readonly key: string;
  readonly at: number;
  readonly document: string;
  readonly tab: number | null;
  readonly seq: number;
  /** What the SDK held before and after. */
  readonly before: Ids;
  readonly after: Ids;
};

/** One thing that matters to identity, in the life of one project on one device. `call` is null when it was inferred. */
export type Beat = Place &
  (
    | { readonly kind: 'event'; readonly event: LandedEvent }
    | { readonly kind: 'identify'; readonly id: Json | undefined; readonly call: string | null }
    | { readonly kind: 'reset'; readonly call: string | null }
    | { readonly kind: 'alias'; readonly alias: Json | undefined; readonly call: string | null }
    | { readonly kind: 'signal'; readonly signal: AuthSignal; readonly confirmed: boolean; readonly detail: string }
    | { readonly kind: 'route' }
  );
export type BeatOf<K extends Beat['kind']> = Extract<Beat, { readonly kind: K }>;

/** The identity story of one project on one device: what rules and flows walk through. */
export type Thread = {
  /** Null for events that came without a browser; such a thread follows one anonymous id. */
  readonly device: string | null;
  /** What the beats rest on: observed calls, storage alone, or nothing but payloads. */
  readonly evidence: 'calls' | 'storage' | 'wire';
  /** Ids that were already stored when recording started; null when storage was never seen. */
  readonly storedBefore: Ids | null;
  readonly beats: readonly Beat[];
};

/** Whether somebody was named: `identify(null)` and `identify(traits)` leave whoever was known before. */
export const namesSomebody = (beat: Beat): beat is BeatOf<'identify'> =>
  beat.kind === 'identify' &&
  (beat.after.knownId ?? '') !== '' &&
  (beat.after.knownId !== beat.before.knownId || typeof beat.id === 'number' || (typeof beat.id === 'string' && beat.id !== ''));

/** Whether the ids of an event are those its SDK held: an alias names others. */
export const namesItself = ({ claims, name }: AnalyticsEvent): boolean => {
  if (claims.shape === 'segment') return claims.type !== 'alias';
  if (claims.shape === 'named') return claims.alias === null;
  return name !== '$create_alias' && name !== '$merge' && name !== '$merge_dangerously';
};

/** How long storage may be empty without meaning it, in ms. */
const flickerWait = 1_000;

/** How far a client's clock may be behind the recording's, in ms. */
const clockDrift = 1_000;

const isInjected = (event: LandedEvent): boolean => event.key.startsWith('line:');

/** Follows what an SDK holds, and tells of changes that no call explains. */
const startFollowing = () => {
  let held: Ids | null = null;
  let rotated: { readonly moment: Moment; readonly before: Ids } | null = null;
  const beats: Beat[] = [];
  const place = (moment: Moment, before: Ids, after: Ids): Place => ({
    key: moment.key,
    at: moment.at,
    document: moment.document,
    tab: moment.tab,
    seq: moment.seq,
    before,
    after,
  });
  const isOneWrite = (first: Pick<Moment, 'document' | 'at'>, moment: Moment): boolean =>
    moment.kind === 'storage' && first.document === moment.document && moment.at - first.at <= oneWrite;
  /** A change of the anonymous id alone, which may be half of a reset. */
  const rotate = (moment: Moment, before: Ids, seen: Ids) => {
    rotated = { moment, before };
    const last = beats.at(-1);
    if (last?.kind === 'reset' && last.call === null && seen.knownId === null && isOneWrite(last, moment))
      beats[beats.length - 1] = { ...last, after: seen };
  };
  const infer = (moment: Moment, seen: Ids) => {
    const before = held;
    held = seen;
    if (before === null || same(before, seen)) return;
    if (before.knownId === seen.knownId) return rotate(moment, before, seen);
    const whole = seen.knownId === null && rotated !== null && isOneWrite(rotated.moment, moment) ? rotated.before : before;
    const where = place(moment, whole, seen);
    if (seen.knownId === null) beats.push({ ...where, kind: 'reset', call: null });
    else beats.push({ ...where, kind: 'identify', id: seen.knownId, call: null });
  };
  /** The same from what an event carried, where neither calls nor storage were seen: between two people with two anonymous ids lies a reset. */
  const carried = (moment: Moment, { anonymousId, knownId }: Ids) => {
    if (anonymousId === null && knownId === null) return;
    const before = held;
    const seen = { anonymousId: anonymousId ?? before?.anonymousId ?? null, knownId };
    const rotated = before !== null && before.knownId !== null && knownId !== null && before.anonymousId !== seen.anonymousId;
    if (rotated) infer(moment, { anonymousId: seen.anonymousId, knownId: null });
    infer(moment, seen);
  };
  /** A call that is no reset by its name: one takes the user away, another may give a new anonymous id right after it. */
  const changedBy = (where: Place) => {
    const { before, after } = where;
    const last = beats.at(-1);
    if ((before.knownId ?? '') !== '' && (after.knownId ?? '') === '') beats.push({ ...where, kind: 'reset', call: null });
    else if (last?.kind === 'reset' && last.call === null && last.document === where.document && before.anonymousId !== after.anonymousId)
      beats[beats.length - 1] = { ...last, after };
  };
  /** Where calls of a page do not show what its SDK held, storage tells of a visitor who is another one by now. */
  const takeOver = (stored: Ids) => {
    if (stored.anonymousId !== null && !held?.knownId && !stored.knownId) held = stored;
  };
  const now = (): Ids => held ?? noIds;
  return { beats, place, infer, carried, changedBy, takeOver, now, set: (ids: Ids) => (held = ids), unknown: () => held === null };
};

const afterCall = (moment: MomentOf<'call'>, before: Ids, later: Later | null): Ids => {
  if (moment.after !== null) return later?.ids ?? moment.after;
  if (moment.meaning.kind === 'reset') return noIds;
  if (moment.meaning.kind === 'identify' && typeof moment.meaning.id === 'string') return { ...before, knownId: moment.meaning.id };
  return before;
};

/** SDKs try whether storage works, and for a moment there is nothing in it. */
const flickers = (moments: readonly Moment[], empty: MomentOf<'storage'>): boolean =>
  empty.ids.anonymousId === null &&
  empty.ids.knownId === null &&
  moments.some((m) => m.kind === 'storage' && m.seq > empty.seq && m.at - empty.at <= flickerWait && m.ids.anonymousId !== null);

const deviceThread = (analysis: Analysis, project: ProjectAnalysis, device: string): Thread | null => {
  const mine = (m: Moment): boolean => 'vendor' in m && 'project' in m && m.vendor === project.vendor && m.project === project.project;
  const moments = analysis.moments.filter((m) => m.device === device);
  const called = moments.some((m) => m.kind === 'call' && mine(m));
  const stores = moments.some((m) => m.kind === 'storage' && mine(m));
  if (!called && !stores && !moments.some((m) => m.kind === 'event' && mine(m) && project.events[m.event.index]?.device === device))
    return null;
  const ours = moments.filter(mine);
  const pages = new Map<string, Moment[]>();
  for (const m of ours) {
    const page = pages.get(m.document);
    if (page === undefined) pages.set(m.document, [m]);
    else page.push(m);
  }
  const pageOf = ({ document }: Moment): readonly Moment[] => pages.get(document) ?? [];
  const evidence = called ? 'calls' : stores ? 'storage' : 'wire';
  const loads = loadsOf(analysis);
  const sites = new Set(ours.map((m) => loads.get(m.document)?.site ?? null));
  /** Logging out of one site says nothing of another. Where a site is not known, it may be this one. */
  const elsewhere = (m: Moment): boolean => {
    const site = loads.get(m.document)?.site ?? null;
    return site !== null && !sites.has(null) && !sites.has(site);
  };
  const follow = startFollowing();
  const { beats, place, now } = follow;
  // Events stand at their own time, all else at the recording's.
  const begin = moments.find((m) => m.kind !== 'event')?.at ?? 0;
  /** SDKs send again what an earlier page left: if that was before the recording, it tells of somebody who may be gone. */
  const isOlder = ({ call, event }: LandedEvent): boolean =>
    evidence !== 'wire' && call === null && event.at !== null && event.at < begin - clockDrift;
  const tell = (moment: Moment, index: number) => {
    const event = project.events[index];
    if (event === undefined || isInjected(event) || isOlder(event)) return;
    if (evidence === 'wire' && namesItself(event.event)) follow.carried(moment, event.event.ids);
    beats.push({ ...place(moment, now(), now()), kind: 'event', event });
  };
  /** Whether a call of the page led to an event with that anonymous id. */
  const wentOutWith = (page: readonly Moment[], id: string | null): boolean =>
    page.some((m) => m.kind === 'call' && m.events.some(({ index }) => project.events[index]?.event.ids.anonymousId === id));
  /** Pages of which a call was told. */
  const begun = new Set<string>();
  /** Until when calls of a page show ids that an earlier call of it was to change. */
  let heldUntil: { readonly document: string; readonly seq: number } | null = null;
  for (const moment of moments) {
    if (moment.kind === 'storage' && mine(moment)) {
      // With calls observed, storage only tells how the story starts: its areas are written one after another,
      // so that a single change may show half an identity.
      if (!called && !flickers(pageOf(moment), moment)) follow.infer(moment, moment.ids);
      else if (follow.unknown()) follow.set(moment.ids);
    } else if (moment.kind === 'call' && mine(moment) && moment.carriedOut) {
      const { kind } = moment.meaning;
      const changes = kind === 'identify' || kind === 'reset' || kind === 'alias';
      // A call made on the stub stands where it was made, but its ids are those of its replay, which follows another order.
      const isKeptBack = heldUntil !== null && heldUntil.document === moment.document && moment.seq < heldUntil.seq;
      if (moment.before !== null && !moment.wasQueued && !isKeptBack) follow.infer(moment, moment.before);
      else if (follow.unknown()) follow.set(storedAtStart(pageOf(moment)));
      else if ((moment.before === null || moment.wasQueued) && !begun.has(moment.document)) {
        const stored = storedAtStart(pageOf(moment));
        if (wentOutWith(pageOf(moment), stored.anonymousId)) follow.takeOver(stored);
      }
      begun.add(moment.document);
      const before = now();
      const later = changes ? storedLater(moment, pageOf(moment)) : null;
      if (later !== null) heldUntil = { document: moment.document, seq: later.seq };
      const after = (moment.wasQueued || isKeptBack) && !changes ? before : afterCall(moment, before, later);
      follow.set(after);
      const where = place(moment, before, after);
      if (moment.meaning.kind === 'identify') beats.push({ ...where, kind: 'identify', id: moment.meaning.id, call: moment.call });
      if (moment.meaning.kind === 'reset') beats.push({ ...where, kind: 'reset', call: moment.call });
      if (moment.meaning.kind === 'other') follow.changedBy(where);
      if (moment.meaning.kind === 'alias') beats.push({ ...where, kind: 'alias', alias: moment.meaning.alias, call: moment.call });
      for (const ref of moment.events) tell(moment, ref.index);
    } else if (moment.kind === 'event' && mine(moment)) {
      tell(moment, moment.event.index);
    } else if (moment.kind === 'signal') {
      // A log-out inside a frame belongs to somebody else's product; a log-in may be the site's own sign-in widget.
      if ((moment.signal !== 'login' && !isTop(moment)) || elsewhere(moment)) continue;
      const { signal, confirmed, detail } = moment;
      beats.push({ ...place(moment, now(), now()), kind: 'signal', signal, confirmed, detail });
    } else if (moment.kind === 'document' && isTop(moment) && moment.what === 'routed') {
      beats.push({ ...place(moment, now(), now()), kind: 'route' });
    }
  }
  const stored = analysis.identities.filter((i) => i.vendor === project.vendor && i.project === project.project && i.device === device);
  const storedBefore =
    stored.find((i) => i.storedBefore.anonymousId !== null || i.storedBefore.knownId !== null)?.storedBefore ??
    stored[0]?.storedBefore ??
    null;
  return { device, evidence, storedBefore: evidence === 'wire' ? null : storedBefore, beats };
};

const clientTime = (event: LandedEvent): number => event.event.at ?? event.called.at;

/** Events that no device thread tells of, one thread for each anonymous id. */
const wireThreads = (project: ProjectAnalysis, devices: ReadonlySet<string>): readonly Thread[] => {
  const byAnonymous = new Map<string, LandedEvent[]>();
  for (const event of project.events) {
    const anonymous = event.event.ids.anonymousId;
    if (anonymous === null || (!isInjected(event) && event.device !== null && devices.has(event.device))) continue;
    const list = byAnonymous.get(anonymous);
    if (list === undefined) byAnonymous.set(anonymous, [event]);
    else list.push(event);
  }
  return [...byAnonymous].map(([anonymousId, events]) => {
    const beats: Beat[] = [];
    let held: Ids = { anonymousId, knownId: null };
    for (const event of events.toSorted((a, b) => clientTime(a) - clientTime(b) || a.index - b.index)) {
      const { document, seq } = event.called;
      const where = { key: event.key, at: clientTime(event), document, tab: event.tab, seq };
      const { knownId } = event.event.ids;
      if (knownId !== null && knownId !== held.knownId) {
        beats.push({ ...where, before: held, after: { anonymousId, knownId }, kind: 'identify', id: knownId, call: null });
        held = { anonymousId, knownId };
      }
      beats.push({ ...where, before: held, after: held, kind: 'event', event });
    }
    return { device: null, evidence: 'wire', storedBefore: null, beats };
  });
};

const cache = new WeakMap<Analysis, Map<ProjectAnalysis, readonly Thread[]>>();

/** The identity stories of a project, one a device, plus one for each anonymous id that was only seen in payloads. */
export const threadsOf = (analysis: Analysis, project: ProjectAnalysis): readonly Thread[] => {
  const projects = cache.get(analysis) ?? new Map<ProjectAnalysis, readonly Thread[]>();
  cache.set(analysis, projects);
  const known = projects.get(project);
  if (known !== undefined) return known;
  const threads: Thread[] = [];
  for (const device of new Set(analysis.moments.map((m) => m.device))) {
    const thread = deviceThread(analysis, project, device);
    if (thread !== null) threads.push(thread);
  }
  const all = [...threads, ...wireThreads(project, new Set(threads.flatMap((t) => t.device ?? [])))];
  projects.set(project, all);
  return all;
};

/** How far a thread reaches, epoch ms: client clocks may be ahead of the recording's. */
export const endOfThread = (analysis: Analysis, thread: Thread): number => Math.max(analysis.until, thread.beats.at(-1)?.at ?? 0);
