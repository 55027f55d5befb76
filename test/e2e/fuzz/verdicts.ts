import type { Json } from '../../../src/core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../../../src/core/landed.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import type { Ids, Read } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import { judgements } from './judgements.ts';
import type { Mismatch } from './mismatch.ts';
import { modelsOf, referenceMerge } from './reference-merge.ts';
import { until, type Walked } from './walk.ts';

const shown = ({ anonymousId, knownId }: Ids): string => `${anonymousId ?? '–'} / ${knownId ?? '–'}`;
const same = (a: Ids, b: Ids): boolean =>
  (a.anonymousId || null) === (b.anonymousId || null) && (a.knownId || null) === (b.knownId || null);
/** PostHog's `distinct_id` after a plain reset() counts as known once person profiles are made: before the request only its text is sure. */
const asSaid = (vendor: string, told: Ids, wire: Ids): boolean =>
  same(told, wire) || (vendor === 'posthog' && told.knownId === null && wire.anonymousId === null && told.anonymousId === wire.knownId);
const isUndelivered = (event: LandedEvent): boolean => ['lost', 'suppressed', 'failed'].includes(event.delivery);
const isWaiting = (event: LandedEvent): boolean => ['called', 'queued', 'sent'].includes(event.delivery);
/** Names that the script gave each event its own of. */
const isOwn = (name: string): boolean => /^E\d+(x\d+)?$/.test(name);

const projectOf = ({ analysis }: Judged, vendor: string): ProjectAnalysis | undefined =>
  analysis.projects.find((one) => one.vendor === vendor);
const read = (recording: Recording, model?: string): Judged =>
  readRecordings([recording], model === undefined ? defaultOptions : { ...defaultOptions, models: { [model.split('-')[0] ?? '']: model } });

type Collected = Read & { readonly payload: Json };

/** What the collector took in, each event once. */
function collectedOf({ script, arrived }: Walked): readonly Collected[] {
  const seen = new Map<string, Collected>();
  for (const payload of arrived.flatMap((one) => one.payloads)) {
    const said = dialects[script.vendor].read(payload);
    if (said !== null && !seen.has(said.id)) seen.set(said.id, { ...said, payload });
  }
  return [...seen.values()];
}

/** Every event that arrived is told once, as what it is; what is said to be lost never arrived, and what is accepted did. */
function deliveries(walked: Walked, whole: Judged, collected: readonly Collected[]): readonly Mismatch[] {
  const found: Mismatch[] = [];
  const events = projectOf(whole, walked.script.vendor)?.events ?? [];
  const byId = new Map(events.flatMap((event) => (event.event.id === null ? [] : [[event.event.id, event] as const])));
  const unread = new Map<string, LandedEvent[]>();
  for (const event of events) if (event.event.id === null) unread.set(event.event.name, [...(unread.get(event.event.name) ?? []), event]);
  for (const one of collected) {
    const told = byId.get(one.id);
    if (told === undefined) {
      const possible = unread.get(one.name) ?? [];
      const at = Math.max(
        0,
        possible.findIndex((event) => asSaid(walked.script.vendor, event.event.ids, one)),
      );
      const [guess] = possible.splice(at, 1);
      if (guess === undefined) found.push({ kind: 'missing', what: `${one.name} (${shown(one)}) arrived and is not told` });
      else if (isUndelivered(guess)) found.push({ kind: `arrived, told ${guess.delivery}`, what: `${one.name} (${shown(one)}) arrived` });
      else if (guess.delivery === 'unconfirmed' && !asSaid(walked.script.vendor, guess.event.ids, one))
        found.push({ kind: 'unread, other ids', what: `${one.name} arrived with ${shown(one)}, told with ${shown(guess.event.ids)}` });
      continue;
    }
    if (!same(told.event.ids, one))
      found.push({ kind: 'wire ids', what: `${one.name} arrived with ${shown(one)}, told with ${shown(told.event.ids)}` });
    if (isUndelivered(told)) found.push({ kind: `arrived, told ${told.delivery}`, what: `${one.name} arrived` });
  }
  const ids = new Set(collected.map(({ id }) => id));
  for (const event of byId.values())
    if (event.delivery === 'accepted' && !ids.has(event.event.id ?? ''))
      found.push({ kind: 'accepted, never arrived', what: event.event.name });
  const byName = new Map<string, LandedEvent[]>();
  for (const event of events) if (isOwn(event.event.name)) byName.set(event.event.name, [...(byName.get(event.event.name) ?? []), event]);
  for (const [name, list] of byName) {
    const arrived = collected.filter((one) => one.name === name).length;
    if (list.length > Math.max(1, arrived))
      found.push({
        kind: 'doubled',
        what: `${name} is told ${list.length} times (${list.map(({ delivery, key }) => `${delivery} ${key}`).join(', ')}) and arrived ${arrived} times`,
      });
  }
  return found;
}

/** At the end, with pages still there, nothing is said to be under way that the SDK does not send. */
function phantoms(walked: Walked, cut: Judged, collected: readonly Collected[]): readonly Mismatch[] {
  const left = new Map<string, number>();
  for (const { name } of collected) left.set(name, (left.get(name) ?? 0) + 1);
  const events = projectOf(cut, walked.script.vendor)?.events ?? [];
  for (const { predicted, event } of events) if (!predicted) left.set(event.name, (left.get(event.name) ?? 0) - 1);
  return events
    .filter((event) => event.predicted && isWaiting(event))
    .flatMap(({ event, delivery, key, document }) => {
      const count = left.get(event.name) ?? 0;
      left.set(event.name, count - 1);
      const isHere = !walked.recording.observations.some(
        (one) => one.document === document && one.kind === 'document.closed' && one.at <= walked.until,
      );
      return count > 0 || !isHere
        ? []
        : [
            {
              kind: `phantom ${isOwn(event.name) ? 'event' : event.name}, ${delivery}`,
              what: `${event.name} ${key} (${shown(event.ids)}) never arrives`,
            },
          ];
    });
}

/** Nothing that a page may read holds its ids: what is said of them is that nobody knows. */
const isForgetful = ({ script }: Walked): boolean =>
  /memory|none|session|disableClientPersistence/.test(
    JSON.stringify(dialects[script.vendor].configs[script.config]?.storage ?? dialects[script.vendor].configs[script.config]),
  ) &&
  !/localStorage|cookie/.test(JSON.stringify(dialects[script.vendor].configs[script.config])) &&
  script.vendor !== 'posthog';

/** Amplitude and, of a visitor whom nobody knows, Segment put ids on when an event is sent: calls until then may change them. */
const stampedLater = ({ script, recording }: Walked, { document, called, sent }: LandedEvent): boolean =>
  (script.vendor === 'amplitude' || script.vendor === 'segment') &&
  recording.observations.some(
    (one) =>
      (one.kind === 'call.observed' || (one.kind === 'storage.changed' && 'site' in one && one.site)) &&
      one.at >= called.at - 5 &&
      one.at <= (sent?.at ?? 0) &&
      (one.document !== document || one.seq > called.seq) &&
      (one.kind === 'storage.changed' ||
        JSON.stringify((one as { before?: unknown }).before) !== JSON.stringify((one as { after?: unknown }).after)),
  );

/** What was said of an event before its request was seen is what the request carried. */
function predictions(walked: Walked, cut: Judged): readonly Mismatch[] {
  const { vendor } = walked.script;
  const calls = until(walked).observations.filter(({ kind }) => kind !== 'wire.sent' && kind !== 'wire.settled');
  const before = new Map(projectOf(read({ ...walked.recording, observations: calls }), vendor)?.events.map((event) => [event.key, event]));
  return (projectOf(cut, vendor)?.events ?? []).flatMap((event): readonly Mismatch[] => {
    if (event.predicted) return [];
    const { name, ids } = event.event;
    if (event.call === null)
      return isOwn(name) && !(vendor === 'amplitude' && walked.script.form === 'bundle')
        ? [{ kind: 'unexplained', what: `${name} (${shown(ids)}) is not joined with its call` }]
        : [];
    const expected = before.get(event.key);
    if (expected === undefined)
      return [{ kind: `unpredicted ${isOwn(name) ? 'event' : name}`, what: `${name} ${event.key} (${shown(ids)})` }];
    if (isForgetful(walked) && expected.event.ids.anonymousId === null) return [];
    if (!same(expected.event.ids, ids) && stampedLater(walked, event)) return [];
    if (!asSaid(vendor, expected.event.ids, ids))
      return [
        {
          kind: `predicted ids of ${isOwn(name) ? 'event' : name}`,
          what: `${name} ${event.key}: said ${shown(expected.event.ids)}, sent ${shown(ids)}`,
        },
      ];
    const claims = (of: LandedEvent): string => {
      const {
        email: _email,
        externalIds: _external,
        deviceId: _device,
        processPersonProfile: _profile,
        ...own
      } = of.event.claims as unknown as Record<string, unknown>;
      // Beside the ids above, the default model reads no other.
      if (own.shape === 'mixpanel' || own.shape === 'amplitude') return '';
      return JSON.stringify(own);
    };
    return claims(expected) === claims(event)
      ? []
      : [
          {
            kind: `predicted claims of ${isOwn(name) ? 'event' : name}`,
            what: `${name} ${event.key}: said ${claims(expected)}, sent ${claims(event)}`,
          },
        ];
  });
}

/** Who the panel says is there now is who the SDK of each tab says. */
function identities(walked: Walked, cut: Judged): readonly Mismatch[] {
  return walked.now.flatMap(({ tab, ids }) => {
    const documents = walked.recording.observations.filter(
      (one) => one.kind === 'document.opened' && one.tab === tab && one.frame === 0 && one.at <= walked.until,
    );
    const document = documents.at(-1)?.document;
    const here = cut.analysis.identities.filter((one) => one.vendor === walked.script.vendor && one.document === document);
    const own = here.at(-1);
    if (own === undefined)
      return [
        {
          kind: 'nobody now',
          what: `${shown(ids)} in tab ${tab}; identities ${JSON.stringify(cut.analysis.identities.map((one) => [one.document === document, one.instance, one.tab]))}`,
        },
      ];
    // Where nothing is stored because nothing may be, nobody is said to be there.
    const isOut = own.capturing === 'out' || (isForgetful(walked) && own.ids.anonymousId === null);
    return isOut || here.some((one) => same(one.ids, ids))
      ? []
      : [
          {
            kind: 'now',
            what: `tab ${tab}: the SDK says ${shown(ids)}, the card ${shown(own.ids)} (stored ${own.stored ? shown(own.stored) : '–'})`,
          },
        ];
  });
}

/** The same grouping, whatever the groups are called. */
function differentGroups(one: readonly (string | null)[], other: readonly (string | null)[]): number {
  const there = new Map<string, string>();
  const back = new Map<string, string>();
  return one.findIndex((a, index) => {
    const b = other[index] ?? null;
    if (a === null || b === null) return a !== b;
    const [to, from] = [there.get(a) ?? b, back.get(b) ?? a];
    there.set(a, b);
    back.set(b, a);
    return to !== b || from !== a;
  });
}

/** Profiles are those of the vendor's own rules over what arrived. */
function landings(walked: Walked, cut: Judged, collected: readonly Collected[]): readonly Mismatch[] {
  const { vendor } = walked.script;
  return modelsOf[vendor].flatMap((model): readonly Mismatch[] => {
    const events = (model.includes('original') ? projectOf(read(until(walked), model), vendor) : projectOf(cut, vendor))?.events ?? [];
    const told = new Map(events.flatMap((event) => (event.event.id === null || !event.included ? [] : [[event.event.id, event] as const])));
    // What is said to be there and did not arrive may have merged what did not.
    if (events.some((event) => event.included && !collected.some(({ id }) => id === event.event.id))) return [];
    const both = collected.filter(({ id }) => told.has(id));
    const profiles = (list: readonly Collected[]): readonly (string | null)[] => list.map(({ id }) => told.get(id)?.profile ?? null);
    const arrived = differentGroups(
      referenceMerge(
        model,
        both.map(({ payload }) => payload),
      ),
      profiles(both),
    );
    if (arrived === -1) return [];
    // Requests under way at once may arrive either way round.
    const sent = events.flatMap(({ event }) => both.find(({ id }) => id === event.id) ?? []);
    const at = differentGroups(
      referenceMerge(
        model,
        sent.map(({ payload }) => payload),
      ),
      profiles(sent),
    );
    if (at === -1) return [];
    const reference = referenceMerge(
      model,
      sent.map(({ payload }) => payload),
    );
    return [
      {
        kind: `landing ${model}`,
        what: sent
          .map(
            (one, index) =>
              `${index === at ? '»' : ''}${one.name} (${shown(one)}): ${told.get(one.id)?.profile} ${told.get(one.id)?.landsOn}, reference ${reference[index]}`,
          )
          .join('; '),
      },
    ];
  });
}

/** All that is wrong in what Idscope says of a walk. */
export function mismatchesOf(walked: Walked): readonly Mismatch[] {
  if (walked.failed !== null) return [{ kind: 'not walked', what: walked.failed }];
  const cut = read(until(walked));
  const whole = read(walked.recording);
  const collected = collectedOf(walked);
  return [
    ...deliveries(walked, whole, collected),
    ...phantoms(walked, cut, collected),
    ...predictions(walked, cut),
    ...identities(walked, cut),
    ...landings(walked, cut, collected),
    ...judgements(walked, cut),
  ];
}
