import type { Analysis } from '../core/analysis.ts';

/** The host of each document that said where it was. */
export const hostsOf = (analysis: Analysis): ReadonlyMap<string, string> => {
  const hosts = new Map<string, string>();
  for (const m of analysis.moments)
    if (m.kind === 'document' && m.url !== null && !hosts.has(m.document) && URL.canParse(m.url))
      hosts.set(m.document, new URL(m.url).host);
  return hosts;
};
