import type { ForeignObservation, Observation } from '../../core/observation.ts';
import { isKnownObservation } from '../../core/parse-observation.ts';

type Line = Observation | ForeignObservation;

/**
 * What a cleared recording begins with: for each document that still stands in its tab, that it is there, which SDKs it
 * holds and which ids they had stored last. Without these, later calls could not be told to which project they go.
 * A page that left unheard (the worker was away) is known to be gone by the next one in its tab.
 */
export const stillOpen = (lines: readonly Line[]): readonly Line[] => {
  const closed = new Set<string>();
  const tops = new Map<number, { readonly document: string; readonly at: number }>();
  const lasting = new Map<string, Observation>();
  for (const line of lines) {
    if (!isKnownObservation(line)) continue;
    const { document } = line;
    if (line.kind === 'document.closed') closed.add(document);
    if (line.kind === 'document.opened') {
      closed.delete(document);
      if (line.frame === 0 && line.tab !== undefined) tops.set(line.tab, { document, at: line.at });
      lasting.set(`${document} opened`, line);
    }
    if (line.kind === 'sdk.found') lasting.set(`${document} sdk ${line.vendor} ${line.instance}`, line);
    if (line.kind === 'storage.changed')
      lasting.set(`${document} storage ${line.vendor} ${line.project} ${line.area}`, { ...line, cause: null });
  }
  const left = (line: Observation): boolean => {
    const top = line.tab === undefined ? undefined : tops.get(line.tab);
    if (top === undefined || top.document === line.document) return false;
    return line.frame === 0 || line.at < top.at;
  };
  return [...lasting.values()].filter((line) => !closed.has(line.document) && !left(line)).sort((a, b) => a.at - b.at || a.seq - b.seq);
};
