import { adapterOf, adapters } from '../../adapters/index.ts';
import type { Adapter } from '../../core/adapter.ts';
import { isBoundedJson } from '../../core/field.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../../core/json.ts';
import type { Observation } from '../../core/observation.ts';

export type SkippedLine = { readonly line: number; readonly why: string };
export type ParsedLines = { readonly observations: readonly Observation[]; readonly skipped: readonly SkippedLine[] };

type Place = { readonly document: string; readonly device: string };
type Recognised = { readonly vendor: string; readonly project: string | null } | { readonly why: string };

const messageTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'];

const isMessage = (payload: JsonObject): boolean => {
  const type = member(payload, 'type');
  return typeof type === 'string' && messageTypes.includes(type);
};

const libraryVendor = (payload: JsonObject): string | null => {
  const name = member(member(member(payload, 'context'), 'library'), 'name');
  if (typeof name !== 'string') return null;
  if (/rudder/i.test(name)) return 'rudderstack';
  return /^(analytics(\.js|-node|-next|-python|-ruby|-java|-go|-php|\.net)?|@segment\/.*)$/i.test(name) ? 'segment' : null;
};

const askedFirst = (vendors: readonly string[]): readonly Adapter[] =>
  vendors.length === 0 ? adapters : [...adapters].sort((a, b) => Number(vendors.includes(b.vendor)) - Number(vendors.includes(a.vendor)));

const projectOf = (vendor: string, payload: JsonObject): Recognised => {
  const adapter = adapterOf(vendor);
  if (adapter === null) return { why: `lines of ${vendor} cannot be read yet` };
  const named = adapter.recognise(payload)?.project;
  const writeKey = member(payload, 'writeKey');
  return { vendor, project: named ?? (typeof writeKey === 'string' ? writeKey : null) };
};

/**
 * The library's name, else the shape, else the vendor of `--model`, else Segment for messages with a type.
 * Where a shape fits several vendors, as messages without a library fit Segment and RudderStack, the one of `--model` is asked first.
 */
const recognise = (payload: JsonObject, vendors: readonly string[]): Recognised => {
  const library = isMessage(payload) ? libraryVendor(payload) : null;
  if (library !== null) return projectOf(library, payload);
  for (const { vendor, recognise: byShape } of askedFirst(vendors)) {
    const found = byShape(payload);
    if (found !== null) return { vendor, project: found.project };
  }
  const chosen = vendors.find((vendor) => (adapterOf(vendor)?.toEvent(payload, '') ?? null) !== null);
  if (chosen !== undefined) return projectOf(chosen, payload);
  if (isMessage(payload)) return projectOf('segment', payload);
  return { why: 'no vendor is known to take this' };
};

const objectOf = (text: string): JsonObject | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && isBoundedJson(value) ? value : null;
  } catch {
    return null;
  }
};

/**
 * Lines as `event.injected` observations of one document. Their `at` never falls, so that the order of lines stays
 * the order of ingestion, and follows the events' own times, so that several files and recordings interleave.
 */
export const parseLines = (text: string, place: Place, vendors: readonly string[]): ParsedLines => {
  const observations: Observation[] = [];
  const skipped: SkippedLine[] = [];
  let at = 0;
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const raw = text.slice(start, end < 0 ? text.length : end).trim();
    start = end < 0 ? text.length : end + 1;
    line += 1;
    if (raw === '') continue;
    const payload: Json | null = objectOf(raw);
    if (payload === null) {
      skipped.push({ line, why: 'this is not a JSON object' });
      continue;
    }
    const found = recognise(payload, vendors);
    if ('why' in found) {
      skipped.push({ line, why: found.why });
      continue;
    }
    const project = found.project ?? 'default';
    const time = adapterOf(found.vendor)?.toEvent(payload, project)?.at ?? null;
    if (time !== null && time > at) at = time;
    observations.push({ seq: line, at, ...place, kind: 'event.injected', vendor: found.vendor, project, payload });
  }
  return { observations, skipped };
};
