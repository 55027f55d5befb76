import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { namesSomebody, threadsOf } from '../core/thread.ts';
import { type Misuse, misuseOf } from './alias-mistakes.ts';
import { type Alias, aliasesOf } from './aliases.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Whether somebody was identified by the new name later, before a reset. */
const isNamedLater = (analysis: Analysis, project: ProjectAnalysis, { event, name, at }: Alias): boolean => {
  const beats = threadsOf(analysis, project).find((t) => t.device === event.device)?.beats ?? [];
  const later = beats.filter((b) => b.at > at);
  const end = later.findIndex((b) => b.kind === 'reset');
  return (end === -1 ? later : later.slice(0, end)).some((b) => namesSomebody(b) && b.after.knownId === name);
};

/** W11. In Mixpanel's legacy system alias before identify, once, is what joins a visitor with a user. */
export const aliasMisuse: Rule = {
  id: 'alias-misuse',
  number: 'W11',
  severity: 'warning',
  vendors: ['mixpanel', 'segment', 'posthog', 'rudderstack'],
  models: 'all',
  title: 'alias is used where it does not help',
  cite: 'https://segment.com/docs/connections/spec/alias/',
  settings: [],
  explainedBy: ['placeholder-id', 'login-without-identify'],
  check: ({ analysis, project }) => {
    const aliases = aliasesOf(analysis, project);
    const groups = new Map<string, { readonly misuse: Misuse; readonly aliases: Alias[] }>();
    aliases.forEach((alias, at) => {
      const misuse = misuseOf(alias, project, aliases.slice(0, at), isNamedLater(analysis, project, alias));
      if (misuse === null) return;
      // One habit of calling alias is one finding, however often it was called.
      const group = groups.get(misuse.fix);
      if (group === undefined) groups.set(misuse.fix, { misuse, aliases: [alias] });
      else group.aliases.push(alias);
    });
    const findings = [...groups.values()].flatMap(({ misuse, aliases: all }): readonly RawFinding[] => {
      const [first] = all;
      if (first === undefined) return [];
      const ids = all.flatMap(({ event, name, of, known }) => [name, of, known, event.event.ids.anonymousId].flatMap((id) => id ?? []));
      const devices = new Set(all.map(({ event }) => event.device));
      return [
        {
          severity: 'warning',
          document: first.event.document,
          evidence: all
            .slice(0, 4)
            .flatMap(({ event }) => [
              ...(event.call === null ? [] : [{ call: event.call }]),
              { event: event.index, project: project.project },
            ]),
          wrong: [],
          about: {
            ids: [...new Set(ids)],
            device: devices.size === 1 ? first.event.device : null,
            from: first.at,
            to: Number.POSITIVE_INFINITY,
          },
          ...misuse,
          what: all.length === 1 ? misuse.what : `${misuse.what} It happened ${all.length} times.`,
        },
      ];
    });
    return { findings, unchecked: [] };
  },
};
