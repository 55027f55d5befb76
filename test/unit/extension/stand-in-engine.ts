import type { Analysis } from '../../../src/core/analysis.ts';
import type { ForeignObservation, Observation } from '../../../src/core/observation.ts';
import type { Moment } from '../../../src/core/story.ts';
import type { EngineFor } from '../../../src/extension/background/live.ts';

const momentOf = (line: Observation | ForeignObservation): Moment[] => {
  const base = {
    key: `${line.document} ${line.seq}`,
    at: line.at,
    document: line.document,
    device: line.device,
    tab: line.tab ?? null,
    frame: line.frame ?? null,
    seq: line.seq,
  };
  const known = line as Observation;
  if (known.kind === 'mark.added') return [{ ...base, kind: 'mark', note: known.note }];
  if (known.kind === 'loss.counted') return [{ ...base, kind: 'loss', what: known.what, why: known.why, count: known.count }];
  if (known.kind === 'auth.signalled') {
    return [{ ...base, kind: 'signal', signal: known.signal, confirmed: known.confirmed, source: known.source, detail: known.detail }];
  }
  return [];
};

/** An engine that tells a moment an observation and judges nothing: enough to see what reaches a panel. */
export const standInEngine = () => {
  const untils: (number | undefined)[] = [];
  const engineFor: EngineFor = () => {
    const moments: Moment[] = [];
    return {
      append: (lines) => moments.push(...lines.flatMap(momentOf)),
      result: (until) => {
        untils.push(until);
        const analysis: Analysis = {
          until: until ?? moments.at(-1)?.at ?? 0,
          projects: [],
          moments: [...moments],
          identities: [],
          skipped: 0,
          devices: [],
        };
        return { analysis, findings: [], flows: [], unchecked: [] };
      },
    };
  };
  return { engineFor, untils };
};
