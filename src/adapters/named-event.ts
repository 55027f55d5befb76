import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { textMember } from './wire-body.ts';

/** Epoch seconds are far below any time in milliseconds that an event can have. */
const secondsBelow = 100_000_000_000;

const timeOf = (payload: JsonObject): number | null => {
  const value = member(payload, 'timestamp') ?? member(payload, 'time');
  if (typeof value === 'number') return value < secondsBelow ? Math.round(value * 1000) : value;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

const aliasOf = (payload: JsonObject): readonly [string, string] | null => {
  const pair = member(payload, 'alias');
  if (!Array.isArray(pair) || pair.length !== 2) return null;
  const [one, two] = pair.map((id: Json) => idText(id));
  return one == null || two == null ? null : [one, two];
};

/**
 * A line of Kissmetrics or Heap, which look the same: `{"event", "identity", "anonymous_id"}` or `{"alias": [a, b]}`.
 * Null for anything else.
 */
export const namedEvent = (vendor: string, payload: Json, project: string): AnalyticsEvent | null => {
  if (!isJsonObject(payload)) return null;
  const alias = aliasOf(payload);
  const name = textMember(payload, 'event');
  const identity = idText(member(payload, 'identity'));
  const anonymousId = idText(member(payload, 'anonymous_id'));
  if (alias === null && (name === null || (identity === null && anonymousId === null))) return null;
  return {
    vendor,
    project: textMember(payload, 'api_key') ?? project,
    id: idText(member(payload, 'idempotency_key')),
    name: name ?? 'alias',
    at: timeOf(payload),
    ids: { anonymousId, knownId: identity },
    claims: { shape: 'named', identity, anonymousId, alias },
    touch: null,
    payload,
  };
};

export const isText = (value: Json | undefined): value is string => typeof value === 'string';
