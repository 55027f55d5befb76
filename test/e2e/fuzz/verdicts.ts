import type { LandedEvent } from '../../../src/core/landed.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { asSaid, type Collected, collectedOf, isForgetful, isOwn, projectOf, same, shown } from './collected.ts';
import { deliveries, phantoms } from './deliveries.ts';
import type { Ids } from './dialect.ts';
import { judgements } from './judgements.ts';
import type { Mismatch } from './mismatch.ts';
import { modelsOf, referenceMerge } from './reference-merge.ts';
import { until, type Walked } from './walk.ts';

/** Where nobody can know an id before the request, none is said. */
const sameAsFarAsKnown = (told: Ids, wire: Ids): boolean =>
  (told.anonymousId ?? wire.anonymousId) === wire.anonymousId && (told.knownId ?? wire.knownId) === wire.knownId;
const read = (recording: Recording, model?: string): Judged =>
  readRecordings([recording], model === undefined ? defaultOptions : { ...defaultOptions, models: { [model.split('-')[0] ?? '']: model } });

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
    if (isForgetful(walked) && (expected.event.ids.anonymousId === null || sameAsFarAsKnown(expected.event.ids, ids))) return [];
    const changes = stampedLater(walked, event);
    if (!same(expected.event.ids, ids) && changes) return [];
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
    // Segment gives an alias its `previousId` when it sends it, too.
    return claims(expected) === claims(event) || (name === 'alias' && changes)
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
    // What arrived with other ids than those that are told, is told of itself.
    if (both.some((one) => !same(told.get(one.id)?.event.ids ?? one, one))) return [];
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
