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

const textOf = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * The default identifiers beside those of the claims: devices of mobile libraries, and the client id of Google Analytics.
 * Source: https://segment.com/docs/unify/identity-resolution/externalids/
 */
const takeDefaults = (payload: Json, take: (type: string, value: string | null) => void): void => {
  const context = member(payload, 'context');
  const device = member(context, 'device');
  const platform = textOf(member(device, 'type'))?.toLowerCase();
  if (platform === 'ios' || platform === 'android') {
    take(`${platform}.id`, textOf(member(device, 'id')));
    if (member(device, 'adTrackingEnabled') === true) take(`${platform}.idfa`, textOf(member(device, 'advertisingId')));
    take(`${platform}.push_token`, textOf(member(device, 'token')));
  }
  const integrations = member(context, 'integrations');
  if (integrations !== undefined) take('ga_client_id', textOf(member(member(integrations, 'Google Analytics'), 'clientId')));
};

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
  if (event.payload !== null) takeDefaults(event.payload, take);
  return found.sort((a, b) => rules.compareTypes(a.type, b.type));
};
