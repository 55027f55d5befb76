import type { CallMeaning } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';

/** The traits of `identify(id, traits)` or `identify(traits)`. */
export const traitsOf = (args: readonly Json[]): JsonObject | undefined => {
  const traits = isJsonObject(args[0]) ? args[0] : args[1];
  return isJsonObject(traits) ? traits : undefined;
};

/** What a call means in the interface that Segment made and RudderStack took over. `identify(traits)` names nobody. */
export const segmentMeaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'identify':
      return { kind: 'identify', id: isJsonObject(args[0]) ? undefined : args[0], traits: traitsOf(args) };
    case 'reset':
      return { kind: 'reset' };
    case 'alias':
      return { kind: 'alias', alias: args[0] };
    case 'track':
      return { kind: 'track', name: typeof args[0] === 'string' ? args[0] : '' };
    case 'page':
    case 'screen':
      return { kind: 'track', name: method };
    default:
      return { kind: 'other' };
  }
};
