import type { ForeignObservation, Observation } from '../../core/observation.ts';

type Line = Observation | ForeignObservation;
const known = (line: Line): line is Observation => 'kind' in line;

/**
 * What a cleared recording begins with: for each document that was not closed, that it is there, which SDKs it holds
 * and which ids they had stored last. Without these, later calls could not be told to which project they go.
 */
export const stillOpen = (lines: readonly Line[]): readonly Line[] => {
  const closed = new Set<string>();
  const lasting = new Map<string, Line>();
  for (const line of lines) {
    if (!known(line)) continue;
    const { document } = line;
    if (line.kind === 'document.closed') closed.add(document);
    if (line.kind === 'document.opened') {
      closed.delete(document);
      lasting.set(`${document} opened`, line);
    }
    if (line.kind === 'sdk.found') lasting.set(`${document} sdk ${line.vendor} ${line.instance}`, line);
    if (line.kind === 'storage.changed')
      lasting.set(`${document} storage ${line.vendor} ${line.project} ${line.area}`, { ...line, cause: null });
  }
  return [...lasting.values()].filter((line) => !closed.has(line.document)).sort((a, b) => a.at - b.at || a.seq - b.seq);
};
