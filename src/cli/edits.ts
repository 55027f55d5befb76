import { parseCall } from '../core/call-text.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { Edit } from '../core/what-if.ts';
import type { Spot } from '../core/what-if-target.ts';
import { Unusable } from './unusable.ts';

/** `<index>`, `<project>:<index>`, else the id of a call. */
const spotOf = (text: string): Spot => {
  const found = /^(?:(.+):)?(\d+)$/.exec(text);
  if (found === null) return { kind: 'call', call: text };
  return { kind: 'event', project: found[1] ?? null, index: Number(found[2]) };
};

const payloadOf = (text: string): JsonObject | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
};

/** `CALL@POS`: a call as the page would write it, or an event as the vendor's ingestion API takes it. */
export const insertion = (text: string): Edit => {
  const cut = text.lastIndexOf('@');
  const what = text.slice(0, Math.max(cut, 0)).trim();
  const where = text.slice(cut + 1).trim();
  if (what === '' || where === '') throw new Unusable(`--insert takes CALL@POS, such as reset()@12, not ${JSON.stringify(text)}.`);
  const spot = spotOf(where);
  const payload = payloadOf(what);
  if (payload !== null) return { kind: 'insert-event', spot, payload };
  const call = parseCall(what);
  if (call === null) throw new Unusable(`${JSON.stringify(what)} is neither a call, such as identify('U1'), nor an event in JSON.`);
  return { kind: 'insert-call', spot, method: call.method, args: call.args };
};

export const removal = (text: string): Edit => {
  const where = text.trim();
  if (where === '') throw new Unusable('--drop takes the index of an event or the id of a call.');
  return { kind: 'drop', spot: spotOf(where) };
};
