import type { Analysis } from '../core/analysis.ts';
import { idText } from '../core/json.ts';
import type { MomentOf } from '../core/story.ts';

const nameOf = (call: MomentOf<'call'>): string | null => {
  switch (call.meaning.kind) {
    case 'identify':
      return `${call.method}(${idText(call.meaning.id) ?? ''})`;
    case 'alias':
      return `${call.method}(${idText(call.meaning.alias) ?? ''})`;
    case 'reset':
      return `${call.method}()`;
    case 'capturing':
      return `${call.method}()`;
    default:
      return null;
  }
};

const signals = { login: 'log-in', logout: 'log-out', expiry: 'session expired' } as const;

/**
 * The calls of a project that make identity, in order and between the confirmed log-ins and log-outs, as text that two
 * recordings share: generated ids are numbered in order of appearance.
 */
export const identityCalls = (
  analysis: Analysis,
  { vendor, project }: { readonly vendor: string; readonly project: string },
): readonly string[] => {
  const generated = new Map<string, string>();
  const events = analysis.projects.find((p) => p.vendor === vendor && p.project === project)?.events ?? [];
  for (const { event } of events) {
    const id = event.ids.anonymousId;
    if (id !== null && !generated.has(id)) generated.set(id, `anonymous ${generated.size + 1}`);
  }
  const lines = analysis.moments.flatMap((m) => {
    if (m.kind === 'signal') return m.confirmed ? [`— ${signals[m.signal]} —`] : [];
    if (m.kind !== 'call' || m.parent !== null || m.vendor !== vendor || m.project !== project) return [];
    return nameOf(m) ?? [];
  });
  return lines.map((line) => {
    let text = line;
    for (const [id, name] of generated) text = text.replaceAll(id, name);
    return text;
  });
};
