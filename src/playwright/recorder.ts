import { decodeRequest } from '../adapters/index.ts';
import { createPageReports } from '../adapters/page-reports.ts';
import type { Observation } from '../core/observation.ts';
import { parseReport } from '../core/parse-observation.ts';
import type { Frame } from './placing.ts';

/** `<document> <first seq>-<last seq> <JSON array of reports>`, as the page's script sends it. */
const batchForm = /^(\w{1,64}) \d{1,9}-\d{1,9} (?=\[)/;

const parseList = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

/** Turns what the pages of a context hand over into observations. */
export const createRecorder = () => {
  const observations: Observation[] = [];
  const factOf = createPageReports(decodeRequest);
  /** Last words of a document come again, and from the next one. */
  const seen = new Map<string, { readonly where: Frame; readonly seqs: Set<number> }>();
  return {
    /** One batch of the document that `where` shows. What is no batch is passed over. */
    take: (text: string, where: Frame): void => {
      const form = batchForm.exec(text);
      if (form === null) return;
      const [head, document = ''] = form;
      const known = seen.get(document) ?? { where, seqs: new Set<number>() };
      seen.set(document, known);
      for (const value of parseList(text.slice(head.length))) {
        const report = parseReport(value);
        if (report === null || known.seqs.has(report.seq)) continue;
        known.seqs.add(report.seq);
        const fact = factOf(report, document);
        if (fact !== null) observations.push({ ...fact, document, ...known.where } as Observation);
      }
    },
    observations: (): readonly Observation[] => observations,
  };
};
