import type { AnalyticsEvent, SegmentClaims } from '../core/event.ts';
import { type Json, member } from '../core/json.ts';
import { idKey } from './number-ids.ts';
import type { Identifier } from './unify-graph.ts';
import type { UnifyRules } from './unify-settings.ts';

const rawExternal = (payload: Json, type: string, value: string): Json | undefined => {
  const list = member(member(payload, 'context'), 'externalIds');
  if (!Array.isArray(list)) return undefined;
  const found = list.find((item: Json) => member(item, 'type') === type && String(member(item, 'id')) === value);
  return found === undefined ? undefined : member(found, 'id');
};

const rawOf = (payload: Json | null, type: string, value: string): Json | undefined => {
  if (payload === null) return undefined;
  if (type === 'user_id') return member(payload, 'userId');
  if (type === 'anonymous_id') return member(payload, 'anonymousId');
  return rawExternal(payload, type, value);
};

/** Whether one of the identifiers is a number in the payload. */
export const holdsNumber = (event: AnalyticsEvent, identifiers: readonly Identifier[]): boolean =>
  event.payload !== null && identifiers.some(({ type, value }) => typeof rawOf(event.payload, type, value) === 'number');

const propertyEmail = (event: AnalyticsEvent): string | null => {
  const email = event.payload === null ? undefined : member(member(event.payload, 'properties'), 'email');
  return typeof email === 'string' && email !== '' ? email : null;
};

/** Whether the only e-mail address of an event stands where pages disagree on whether it identifies. */
export const hasPropertyEmail = (event: AnalyticsEvent, claims: SegmentClaims): boolean =>
  claims.email === null && propertyEmail(event) !== null;

/** The identifiers an event claims, without empty ones and repetitions, highest priority first. */
export const identifiersOf = (event: AnalyticsEvent, claims: SegmentClaims, rules: UnifyRules): Identifier[] => {
  const found: Identifier[] = [];
  const take = (type: string, value: string | null): void => {
    if (value === null || value === '') return;
    const key = rules.distinctNumbers ? idKey(value, rawOf(event.payload, type, value), true) : value;
    if (!found.some((other) => other.type === type && other.key === key)) found.push({ type, value, key });
  };
  take('user_id', claims.userId);
  take('email', claims.email ?? (rules.readsProperties ? propertyEmail(event) : null));
  take('anonymous_id', claims.anonymousId);
  for (const { type, value } of claims.externalIds) take(type, value);
  return found.sort((a, b) => rules.compareTypes(a.type, b.type));
};
