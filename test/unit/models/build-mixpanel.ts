import { mixpanelEvent as fromPayload } from '../../../src/adapters/mixpanel-event.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import type { JsonObject } from '../../../src/core/json.ts';

/** An event of a vector: `n` name, `x` distinct_id, `id` and `anon` the two sides of `$identify`, `ids` of `$merge`. */
export type MixpanelVector = {
  readonly n: string;
  readonly x?: string;
  readonly id?: string;
  readonly anon?: string;
  readonly alias?: string;
  readonly ids?: readonly string[];
};

/** The symbolic ids `D1`, `G2` … stand for UUIDs. */
export const uuidOf = (symbol: string): string => {
  const [, letter, number = ''] = /^([DG])(\d+)$/.exec(symbol) ?? [];
  if (letter === undefined) return symbol;
  return `${letter === 'D' ? 'd' : 'e'}0000000-0000-4000-8000-${number.padStart(12, '0')}`;
};

/** What the vendor's API takes for it, members without a value left out. */
export const mixpanelPayload = ({ n, x, id, anon, alias, ids }: MixpanelVector, more: JsonObject = {}): JsonObject => {
  const properties = { token: 'T', distinct_id: x, $identified_id: id, $anon_id: anon, alias, $distinct_ids: ids, ...more };
  return { event: n, properties: JSON.parse(JSON.stringify(properties)) };
};

export const mixpanelEventOf = (vector: MixpanelVector, more: JsonObject = {}): AnalyticsEvent => {
  const payload = mixpanelPayload(vector, more);
  return fromPayload(vector.n, payload.properties as JsonObject, { project: 'T', at: null, payload });
};

export const withUuids = ({ n, x, id, anon, alias, ids }: MixpanelVector): MixpanelVector => ({
  n,
  ...(x === undefined ? {} : { x: uuidOf(x) }),
  ...(id === undefined ? {} : { id: uuidOf(id) }),
  ...(anon === undefined ? {} : { anon: uuidOf(anon) }),
  ...(alias === undefined ? {} : { alias: uuidOf(alias) }),
  ...(ids === undefined ? {} : { ids: ids.map(uuidOf) }),
});
