import { isJsonObject, type Json } from '../../core/json.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';

/**
 * What identity, order, delivery and first touch rest on in a payload of any vendor; the rest is detail
 * that a tester likes to see and the analysis never reads.
 */
const kept =
  /^(\$.*|.*_?id|.*Id|event|type|name|token|writeKey|api_key|time|timestamp|originalTimestamp|sentAt|uuid|alias|email|externalIds|properties|context|traits|campaign|page|library|url|href|path|referrer|referring_domain|utm_.*|value|version|collection|source|medium|term|content|current_url)$/;

const maxText = 512;

const coreOf = (value: Json): Json => {
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, maxText)}…` : value;
  if (Array.isArray(value)) return value.slice(0, 20).map(coreOf);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (kept.test(key) ? [[key, coreOf(inner)]] : [])));
};

/** The observation without payload detail; the analysis of the result is the same. The same object when there is nothing to leave out. */
export const toIdentityCore = <T extends Observation | ForeignObservation>(observation: T): T => {
  if ('payloads' in observation && Array.isArray(observation.payloads)) {
    return { ...observation, payloads: observation.payloads.map(coreOf) };
  }
  if ('args' in observation && Array.isArray(observation.args)) {
    return { ...observation, args: observation.args.map(coreOf), site: null };
  }
  return observation;
};
