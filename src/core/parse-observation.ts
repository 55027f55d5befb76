import { factFields, wireReportFields } from './fact-fields.ts';
import { type Field, isBoundedJson, isCount, isId, isText, isTime, optionalFields, withFields } from './field.ts';
import { isJsonObject } from './json.ts';
import type { FactKind, ForeignObservation, Observation } from './observation.ts';
import type { Report } from './report.ts';

const ordinal: readonly Field[] = [
  // Fractions are for what was put between two observations of a document later: a mark, a button.
  { name: 'seq', check: isTime },
  { name: 'at', check: isTime },
];
const base: readonly Field[] = [...ordinal, { name: 'document', check: isId }, { name: 'device', check: isId }];
const place: readonly Field[] = [
  { name: 'tab', check: isCount },
  { name: 'frame', check: isCount },
];
const truncation: readonly Field[] = [
  { name: 'truncated', check: (value) => value === true },
  { name: 'why', check: isText },
];

const leftOut: readonly Field[] = [{ name: 'alike', check: isCount }];

const isFactKind = (kind: string): kind is FactKind => Object.hasOwn(factFields, kind);

/** True for an observation of a kind that this version interprets. */
export const isKnownObservation = (observation: Observation | ForeignObservation): observation is Observation =>
  isFactKind(observation.kind);

/**
 * One outside value as an observation; null when it is none. Members that schema 1 does not know are kept,
 * and so is a whole observation of an unknown kind. Live messages, imports and fixtures all pass here.
 */
export const parseObservation = (value: unknown): Observation | ForeignObservation | null => {
  if (!isJsonObject(value)) return null;
  const kind: unknown = Object.hasOwn(value, 'kind') ? value.kind : undefined;
  if (typeof kind !== 'string' || !optionalFields(value, place)) return null;
  const placed = withFields(value, base);
  if (placed === null) return null;
  if (!isFactKind(kind)) return isId(kind) && isBoundedJson(value) ? (placed as ForeignObservation) : null;
  if (kind === 'wire.sent' && !optionalFields(value, truncation)) return null;
  if (kind === 'call.observed' && !optionalFields(value, leftOut)) return null;
  return withFields(value, factFields[kind]) as Observation | null;
};

/** One report of the hook; null when it is none. Reports of unknown kinds are refused: hook and background are one build. */
export const parseReport = (value: unknown): Report | null => {
  if (!isJsonObject(value) || withFields(value, ordinal) === null) return null;
  const kind: unknown = Object.hasOwn(value, 'kind') ? value.kind : undefined;
  if (kind === 'wire.raw') return optionalFields(value, truncation) ? (withFields(value, wireReportFields) as Report | null) : null;
  if (typeof kind !== 'string' || !isFactKind(kind) || kind === 'wire.sent' || Object.hasOwn(value, 'alike')) return null;
  return withFields(value, factFields[kind]) as Report | null;
};
