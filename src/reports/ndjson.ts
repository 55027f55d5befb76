import { adapterOf, adapters } from '../adapters/index.ts';
import type { Adapter } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { isBoundedJson } from '../core/field.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { Observation } from '../core/observation.ts';
import { models } from '../models/index.ts';

export type SkippedLine = { readonly line: number; readonly why: string };

export type Place = { readonly document: string; readonly device: string };
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
  return segmentLibrary.test(name) ? 'segment' : null;
};

const segmentLibrary =
  /^(analytics(\.js|-node|-next|-python|-ruby|-java|-go|-php|\.net|-swift|-kotlin|-ios|-android|-flutter|-react-native)?|@segment\/.*)$/i;

const messageVendors = ['segment', 'rudderstack'];

/** Those of `--model` first. Then, for messages, those who take messages: other vendors' events have a name and properties, too. */
const askedFirst = (payload: JsonObject, vendors: readonly string[]): readonly Adapter[] => {
  const takesMessages = isMessage(payload);
  const rank = ({ vendor }: Adapter): number => (vendors.includes(vendor) ? 2 : takesMessages && messageVendors.includes(vendor) ? 1 : 0);
  return vendors.length === 0 && !takesMessages ? adapters : [...adapters].sort((a, b) => rank(b) - rank(a));
};

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
  for (const { vendor, recognise: byShape } of askedFirst(payload, vendors)) {
    const found = byShape(payload);
    if (found !== null) return { vendor, project: found.project };
  }
  const chosen = vendors.find((vendor) => (adapterOf(vendor)?.toEvent(payload, '') ?? null) !== null);
  if (chosen !== undefined) return projectOf(chosen, payload);
  if (isMessage(payload)) return projectOf('segment', payload);
  const fitting = models.filter(({ vendor, default: first }) => first && (adapterOf(vendor)?.toEvent(payload, '') ?? null) !== null);
  if (fitting.length > 0) return { why: `it does not say whose it is; choose with --model: ${fitting.map(({ id }) => id).join(', ')}` };
  return { why: 'no vendor is known to take this' };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A line that looks like an object needs no trimming: JSON allows the white space of ordinary line ends itself. */
const objectOf = (line: string): JsonObject | null => {
  const value = parsed(line) ?? parsed(line.trim());
  return isJsonObject(value) && isBoundedJson(value) ? value : null;
};

/** No date is further from 1970, in ms; what a line says may be. */
export const lastMoment = 8.64e15;

/** A payload from a line. `at` never falls from line to line and follows the events' own times, epoch ms. */
export type Line = {
  readonly line: number;
  readonly at: number;
  readonly vendor: string;
  readonly project: string;
  readonly payload: Json;
  /** Null for what is no event: profile updates and the like. */
  readonly event: AnalyticsEvent | null;
};

export type LineParser = {
  /** The lines of a text that ends where a line ends. */
  parse(block: string): readonly Line[];
  /** The first few lines that cannot be used, and how many there are. */
  readonly skipped: readonly SkippedLine[];
  readonly skippedCount: number;
};

const firstFew = 5;

/** Parses one file, block by block. `vendors` are those of the chosen models, `shownSkips` how many lines are kept of those that cannot be used. */
export const createLineParser = (vendors: readonly string[], shownSkips = firstFew): LineParser => {
  const skipped: SkippedLine[] = [];
  let skippedCount = 0;
  let at = 0;
  let line = 0;

  const skip = (why: string): void => {
    skippedCount += 1;
    if (skipped.length < shownSkips) skipped.push({ line, why });
  };

  const parseLine = (raw: string, found: Line[]): void => {
    if (raw.trim() === '') return;
    const payload = objectOf(raw);
    if (payload === null) {
      skip('this is not a JSON object');
      return;
    }
    const recognised = recognise(payload, vendors);
    if ('why' in recognised) {
      skip(recognised.why);
      return;
    }
    const { vendor } = recognised;
    const project = recognised.project ?? 'default';
    const event = adapterOf(vendor)?.toEvent(payload, project) ?? null;
    const time = event?.at ?? null;
    if (time !== null && time > at && time <= lastMoment) at = time;
    found.push({ line, at, vendor, project, payload, event });
  };

  return {
    skipped,
    get skippedCount() {
      return skippedCount;
    },
    parse: (block) => {
      const found: Line[] = [];
      for (let start = 0; start < block.length; ) {
        const end = block.indexOf('\n', start);
        const stop = end < 0 ? block.length : end;
        line += 1;
        parseLine(block.slice(start, stop), found);
        start = stop + 1;
      }
      return found;
    },
  };
};

/** A line as what a recording holds of it: an observation of a document of its own. */
export const observationOf = ({ line, at, vendor, project, payload }: Line, place: Place): Observation => ({
  seq: line,
  at,
  ...place,
  kind: 'event.injected',
  vendor,
  project,
  payload,
});
