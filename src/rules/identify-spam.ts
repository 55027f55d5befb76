import type { MomentOf } from '../core/story.ts';
import { counted, identifyCall } from '../core/wording.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

type Series = { readonly id: string; readonly route: string; readonly calls: MomentOf<'call'>[] };

/** Tools that count every call, whether it sends or not. Calls a page; FullStory's limit is a minute's. */
const rates: Readonly<Record<string, { readonly most: number; readonly within: number | null; readonly cite: string }>> = {
  fullstory: { most: 30, within: 60_000, cite: 'https://developer.fullstory.com/browser/identification/identify-users/' },
  logrocket: { most: 10, within: null, cite: 'https://docs.logrocket.com/reference/identify' },
};

/** W12. */
export const identifySpam: Rule = {
  id: 'identify-spam',
  number: 'W12',
  severity: 'info',
  vendors: 'all',
  models: 'all',
  title: 'identify is called again and again',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [
    {
      name: 'identify-calls-per-route',
      title: 'How often identify may be sent for one user on one route',
      default: '3',
      values: [],
      pattern: '\\d{1,4}',
      cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
      assumption: false,
    },
  ],
  explainedBy: [],
  check: ({ analysis, project, settings }) => {
    const rate = rates[project.vendor];
    const most = rate?.most ?? Number(settings['identify-calls-per-route'] ?? 3);
    const routes = new Map<string, string>();
    const series = new Map<string, Series>();
    const calls = new Set(callsOf(analysis, project));
    for (const m of analysis.moments) {
      if (m.kind === 'document' && m.url !== null) routes.set(m.document, m.url);
      if (m.kind !== 'call' || !calls.has(m) || m.meaning.kind !== 'identify' || !m.carriedOut) continue;
      if (rate === undefined && m.events.length === 0) continue;
      // Some SDKs store a moment later whom a call named.
      const { id: given } = m.meaning;
      const id = typeof given === 'string' || typeof given === 'number' ? String(given) : (m.after?.knownId ?? null);
      if (id === null || id === '') continue;
      const route = rate === undefined ? (routes.get(m.document) ?? '') : '';
      const key = JSON.stringify([m.document, route, id]);
      const known = series.get(key);
      if (known === undefined) series.set(key, { id, route, calls: [m] });
      else known.calls.push(m);
    }
    const tooMany = (all: readonly MomentOf<'call'>[]): boolean => {
      if (rate === undefined || rate.within === null) return all.length > most;
      const { within } = rate;
      return all.some((call, at) => (all[at + most]?.at ?? Number.POSITIVE_INFINITY) - call.at < within);
    };
    const findings = [...series.values()].flatMap(({ id, calls: made, route }): readonly RawFinding[] => {
      const [first] = made;
      const last = made.at(-1);
      if (first === undefined || last === undefined || !tooMany(made)) return [];
      return [
        {
          severity: 'info',
          document: first.document,
          evidence: made.slice(0, 5).map((call) => ({ call: call.call })),
          wrong: [],
          about: { ids: [id], device: first.device, from: first.at, to: last.at },
          what: `identify('${id}') was called and sent ${counted(made.length, 'time')} on one page${route === '' ? '' : ` (${route})`}.`,
          consequence: `Each call is a request and is billed by some vendors${rate === undefined ? '' : `; this one drops calls above ${most} ${rate.within === null ? 'a page' : 'a minute'} (${rate.cite})`}. Nothing lands on the wrong person.`,
          fix: `Call ${identifyCall(project.vendor, 'user.id')} once after the log-in and once when a page loads, not whenever a component renders.`,
        },
      ];
    });
    return {
      findings,
      unchecked: seesCalls(analysis, project) ? [] : ['Calls of this project were not observed, so that repeated ones cannot be counted.'],
    };
  },
};
