import { adapters } from '../../../adapters/index.ts';
import { sentenceFor } from '../../../core/explain.ts';
import { createLog } from '../../../core/log.ts';
import type { Observation } from '../../../core/observation.ts';
import { isKnownObservation } from '../../../core/parse-observation.ts';
import type { Recording } from '../../../core/recording.ts';
import { flows } from '../../../flows/index.ts';
import type { CopyAnswer } from '../../../messages/copy.ts';
import { models } from '../../../models/index.ts';
import { type Judged, readRecordings } from '../../../reports/engine.ts';
import { toStrip } from '../../../reports/strip.ts';
import { buildSharedView } from '../../background/view/build-view.ts';
import { toDetail } from '../../background/view/detail.ts';
import type { Opened } from './opened.ts';

const deps = { adapters, models, flows, toStrip, sentenceFor };

const belongsTo = (one: Observation, calls: Set<string>): boolean => {
  if (one.kind === 'storage.changed') return one.cause !== null && calls.has(one.cause);
  return one.kind === 'call.observed' && one.parent !== null && calls.has(one.parent);
};

/** The recording as far as a row: its observation, and what its call did before it was over. Null when the row is not there. */
const upTo = (recording: Recording, judged: Judged, row: string): Recording | null => {
  const moment = judged.analysis.moments.find(({ key }) => key === row);
  if (moment === undefined) return null;
  const log = createLog();
  log.append(recording.observations.filter(isKnownObservation));
  const own = log.entries.findIndex(({ observation }) => observation.document === moment.document && observation.seq === moment.seq);
  if (own < 0) return null;
  const calls = new Set(moment.kind === 'call' ? [moment.call] : []);
  let end = own + 1;
  for (let index = own; index < log.entries.length; index += 1) {
    const { observation } = log.entries[index] ?? {};
    if (observation === undefined || observation.at > moment.at + sameTaskMs) break;
    if (observation.document !== moment.document) continue;
    if (observation.kind === 'call.observed' && index === own) calls.add(observation.call);
    else if (!belongsTo(observation, calls)) continue;
    if (observation.kind === 'call.observed') calls.add(observation.call);
    end = index + 1;
  }
  return { ...recording, observations: log.entries.slice(0, end).map(({ observation }) => observation) };
};

/** What a call does within itself is over after so long. */
const sameTaskMs = 50;

/**
 * Time travel: what was known when a row was the last. Rules, flows and deliveries are of what was known then, so that the part
 * before the row is judged anew; the whole, which only says where the row is, is judged once a copy. The last row asked for is kept.
 */
export const createPast = () => {
  let kept: { readonly of: Opened; readonly row: string; readonly recording: Recording; readonly judged: Judged } | null = null;
  let whole: { readonly of: Opened; readonly judged: Judged } | null = null;

  const wholeOf = (opened: Opened): Judged => {
    if (whole?.of === opened) return whole.judged;
    const { recording, options, skipped, until } = opened;
    whole = { of: opened, judged: readRecordings([recording], options, until, skipped) };
    return whole.judged;
  };

  const at = (opened: Opened, row: string): NonNullable<typeof kept> | null => {
    if (kept?.of === opened && kept.row === row) return kept;
    const { recording, options, skipped } = opened;
    const cut = upTo(recording, wholeOf(opened), row);
    if (cut === null) return null;
    kept = { of: opened, row, recording: cut, judged: readRecordings([cut], options, undefined, skipped) };
    return kept;
  };
  const gone: CopyAnswer = { kind: 'refused', why: 'This row is no longer in the recording.' };

  return {
    view: (opened: Opened, row: string, tab: number | null): CopyAnswer => {
      const past = at(opened, row);
      if (past === null) return gone;
      const { rows, documents, devices, projects, identities, findings, flows, untried, unchecked } = buildSharedView(
        past.judged,
        opened.options,
        deps,
      );
      const strip = toStrip(past.judged, { tab });
      return { kind: 'as-of', view: { rows, documents, devices, projects, identities, findings, flows, untried, unchecked, strip } };
    },
    row: (opened: Opened, row: string, key: string): CopyAnswer => {
      const past = at(opened, row);
      return past === null ? gone : { kind: 'row-as-of', detail: toDetail(key, past.judged, past.recording.observations, deps) };
    },
  };
};
