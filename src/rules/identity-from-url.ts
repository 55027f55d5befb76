import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { Ids } from '../core/observation.ts';
import type { MomentOf } from '../core/story.ts';
import { type Beat, threadsOf } from '../core/thread.ts';
import { callsOf } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

type Parameter = { readonly name: string; readonly sets: keyof Ids };

const segmentLike: readonly Parameter[] = [
  { name: 'ajs_uid', sets: 'knownId' },
  { name: 'ajs_aid', sets: 'anonymousId' },
];
const parameters: Readonly<Record<string, readonly Parameter[]>> = {
  segment: segmentLike,
  rudderstack: segmentLike,
  amplitude: [
    { name: 'ampDeviceId', sets: 'anonymousId' },
    { name: 'amp_device_id', sets: 'anonymousId' },
  ],
};

const off: Readonly<Record<string, string>> = {
  segment: 'analytics.load(key, { useQueryString: false }), or give patterns of ids that you allow: useQueryString: { aid: /…/, uid: /…/ }',
  rudderstack: 'take the parameters off links that lead in from elsewhere',
  amplitude: 'take the parameter off links that lead in from elsewhere; pass it between your own domains only',
};

const queryOf = (url: string | null): URLSearchParams | null => (url === null || !URL.canParse(url) ? null : new URL(url).searchParams);

type Taken = {
  readonly moment: MomentOf<'document'>;
  readonly parameter: Parameter;
  readonly value: string;
  readonly instead: string | null;
};

/** Ids that a page took from its address, where the browser did not hold them before. */
const takenOn = (analysis: Analysis, project: ProjectAnalysis, device: string, beats: readonly Beat[]): readonly Taken[] =>
  analysis.moments.flatMap((moment): readonly Taken[] => {
    if (moment.kind !== 'document' || moment.device !== device || (moment.what !== 'opened' && moment.what !== 'routed')) return [];
    const query = queryOf(moment.url);
    return (parameters[project.vendor] ?? []).flatMap((parameter): readonly Taken[] => {
      const value = query?.get(parameter.name) ?? null;
      if (value === null || value === '') return [];
      const holds = (b: Beat): boolean => b.before[parameter.sets] === value || b.after[parameter.sets] === value;
      const before = beats.filter((b) => b.at < moment.at);
      const heldBefore = before.some(holds);
      const here = beats.filter((b) => b.document === moment.document && b.at >= moment.at);
      // The SDK takes it while it starts; after a log-in on the page it is the page that identified.
      const called = callsOf(analysis, project).find((c) => c.document === moment.document && c.after?.[parameter.sets] === value);
      // Calls on a stub do not show what the SDK took meanwhile: its storage does.
      const stored = analysis.moments.find(
        (m) =>
          m.kind === 'storage' &&
          m.vendor === project.vendor &&
          m.project === project.project &&
          m.document === moment.document &&
          m.cause === null &&
          m.ids[parameter.sets] === value,
      );
      const holding = here.find(holds) ?? called ?? stored;
      const login = here.find((b) => b.kind === 'signal' && b.signal === 'login');
      if (heldBefore || holding === undefined || (login !== undefined && login.at <= holding.at)) return [];
      const instead = before.at(-1)?.after[parameter.sets] ?? null;
      return [{ moment, parameter, value, instead: instead === '' ? null : instead }];
    });
  });

/** W25. An anonymous id that is handed to a browser which holds none, as between two domains of a site, is information only. */
export const identityFromUrl: Rule = {
  id: 'identity-from-url',
  number: 'W25',
  severity: 'warning',
  vendors: Object.keys(parameters),
  models: 'all',
  title: 'The identity came from the address of the page',
  cite: 'https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/querystring/',
  settings: [],
  explainedBy: ['placeholder-id'],
  check: ({ analysis, project }) => {
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const { device } = thread;
      if (device === null) return [];
      return takenOn(analysis, project, device, thread.beats).map(({ moment, parameter, value, instead }): RawFinding => {
        const known = parameter.sets === 'knownId';
        return {
          severity: known || instead !== null ? 'warning' : 'info',
          document: moment.document,
          evidence: [{ observation: [moment.document, moment.seq] }],
          wrong: [],
          about: { ids: instead === null ? [value] : [value, instead], device, from: moment.at, to: analysis.until },
          what: `The page was opened with ${parameter.name}=${value}, and the SDK took that for the ${known ? 'user id' : 'anonymous id'}${instead === null ? '' : ` in place of ${instead}`}.`,
          consequence: known
            ? `Whoever opens this link becomes ${value}: what they do counts for that user.`
            : `Everybody who opens this link shares one anonymous id, and the first of them to log in gets what all of them did.`,
          fix: `If the link is yours, make sure that nobody can pass it on. To switch it off: ${off[project.vendor] ?? ''}.`,
        };
      });
    });
    return { findings, unchecked: [] };
  },
};
