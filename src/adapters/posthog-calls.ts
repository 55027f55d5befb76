import type { CallContext, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { posthogEvent } from './posthog-event.ts';

/** What a call of posthog-js means. */
export const posthogMeaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'identify':
      return { kind: 'identify', id: args[0], traits: isJsonObject(args[1]) ? args[1] : undefined };
    case 'reset':
      return { kind: 'reset' };
    case 'alias':
      return { kind: 'alias', alias: args[0] };
    case 'capture':
      return { kind: 'track', name: typeof args[0] === 'string' ? args[0] : '' };
    case 'opt_in_capturing':
      return { kind: 'capturing', to: 'in' };
    case 'opt_out_capturing':
      return { kind: 'capturing', to: 'out' };
    default:
      return { kind: 'other' };
  }
};

const refused: ReadonlySet<string> = new Set(['null', 'undefined', 'distinct_id', 'distinctid', '$posthog_cookieless']);

/**
 * The id that `identify` takes, as text; null for what it refuses. 0 is taken, other falsy values and blanks are not.
 * Source: posthog-js 1.449.2, executed
 */
const acceptedId = (value: Json | undefined): string | null => {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.trim() === '' || refused.has(value.toLowerCase())) return null;
  return value;
};

/** An event as the SDK would name it, with the ids it goes out with. */
type Outgoing = { readonly name: string; readonly distinctId: string | null; readonly properties: JsonObject };

/** Whether the visitor is as anonymous after the call as before: so it is with `person_profiles: 'never'`. */
const isIgnored = ({ before, after, queued }: FactOf<'call.observed'>): boolean =>
  !queued && after !== null && after.anonymousId !== null && before?.anonymousId === after.anonymousId && !before.knownId && !after.knownId;

/**
 * Of an anonymous visitor `identify` sends `$identify` with the old id, or `$set` when the id stays; once a user is
 * identified it sends nothing but a `$set` for given properties, whoever the id names.
 */
const identified = (call: FactOf<'call.observed'>): readonly Outgoing[] => {
  const id = acceptedId(call.args[0]);
  if (id === null) return [];
  const given = [call.args[1], call.args[2]].some((value) => isJsonObject(value) && Object.keys(value).length > 0);
  const known = call.before?.knownId ?? null;
  const anonymous = call.before?.anonymousId ?? null;
  if (isIgnored(call)) return [];
  if (known === null && id !== anonymous)
    return [{ name: '$identify', distinctId: id, properties: anonymous === null ? {} : { $anon_distinct_id: anonymous } }];
  return given || known === null ? [{ name: '$set', distinctId: id, properties: {} }] : [];
};

const aliased = (call: FactOf<'call.observed'>): readonly Outgoing[] => {
  const [alias, original] = call.args;
  const current = call.before?.knownId ?? call.before?.anonymousId ?? null;
  const from = original ?? current;
  if (alias === undefined || alias === from) return [];
  return [{ name: '$create_alias', distinctId: from === null ? null : String(from), properties: { alias } }];
};

const outgoing = (call: FactOf<'call.observed'>): readonly Outgoing[] => {
  const meaning = posthogMeaning(call.method, call.args);
  switch (meaning.kind) {
    case 'identify':
      return identified(call);
    case 'alias':
      return aliased(call);
    case 'track': {
      if (meaning.name === '') return [];
      const ids = call.after ?? call.before;
      const properties = isJsonObject(call.args[1]) ? call.args[1] : {};
      const own = idText(properties.distinct_id);
      return [{ name: meaning.name, distinctId: own ?? ids?.knownId ?? ids?.anonymousId ?? null, properties }];
    }
    default:
      return call.method === 'setPersonProperties'
        ? [{ name: '$set', distinctId: call.before?.knownId ?? call.before?.anonymousId ?? null, properties: {} }]
        : [];
  }
};

const makingPersons: ReadonlySet<string> = new Set(['$identify', '$create_alias', '$set']);

/**
 * The events posthog-js is expected to send for this call, with the default of a person profile for identified users only.
 * Source: https://posthog.com/docs/data/anonymous-vs-identified-events
 */
export const posthogPredict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] =>
  outgoing(call).map(({ name, distinctId, properties }) => {
    const ids = call.after ?? call.before;
    const anonymous = ids?.anonymousId ?? null;
    const all: JsonObject = {
      ...(context.url === null ? {} : { $current_url: context.url }),
      ...(context.referrer ? { $referrer: context.referrer } : {}),
      ...properties,
      ...(anonymous === null ? {} : { $device_id: anonymous }),
      $is_identified: ids?.knownId != null,
      $process_person_profile: makingPersons.has(name) || ids?.knownId != null,
    };
    return posthogEvent(
      { name, properties: all, distinctId: distinctId ?? undefined },
      {},
      { project: context.project, at: context.at, payload: null },
    );
  });
