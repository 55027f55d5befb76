import type { ProjectAnalysis } from '../core/landed.ts';
import { namesSomebody, threadsOf } from '../core/thread.ts';
import { eventNameFirst } from '../core/wording.ts';
import { type Alias, aliasesOf } from './aliases.ts';
import type { RawFinding, Rule } from './rule.ts';

type Misuse = { readonly what: string; readonly consequence: string; readonly fix: string };
/** What is wrong with an alias, by vendor and model; null when it is right or harmless. */
const misuseOf = (
  { event, name, of, known }: Alias,
  project: ProjectAnalysis,
  earlier: readonly Alias[],
  named: boolean,
): Misuse | null => {
  const { vendor, model } = project;
  const identify = 'Remove the alias call and call identify with the id of the user alone.';
  if (vendor === 'segment' || vendor === 'rudderstack')
    return name !== null && name === of
      ? {
          what: `${eventNameFirst(event)} gives ${name} as the old id and as the new one.`,
          consequence:
            'While a user is known, the SDK writes the known id over the new one: the new id is nowhere in what was sent, and nothing is joined.',
          fix: 'Call alias before identify, while the visitor is anonymous, and only for destinations that need it; else leave it out.',
        }
      : null;
  if (vendor === 'posthog') {
    if (named)
      return {
        what: `alias('${name}') was called, and then identify with the same id.`,
        consequence: `The SDK goes on sending the old id ${of} as distinct_id, beside the user id ${name}: events of one person carry two ids.`,
        fix: identify,
      };
    return known !== null && event.merge === 'refused'
      ? {
          what: `alias('${name}') was called while ${known} was identified, and ${name} is a user of its own already.`,
          consequence: 'PostHog refuses to join two identified users by alias: they stay apart.',
          fix: 'Give a second id to a user before anybody was identified by it, or use one id everywhere.',
        }
      : null;
  }
  if (model === 'mixpanel-simplified')
    return {
      what: `alias('${name}') was called.`,
      consequence: `A project with Simplified ID Merge takes no notice of it, but the SDK stores ${name} as the user id from then on${known === null ? '' : `, in place of ${known}`}.`,
      fix: identify,
    };
  if (known !== null && known !== '')
    return {
      what: `alias('${name}') was called while ${known} was identified.`,
      consequence:
        model === 'mixpanel-legacy'
          ? `${name} becomes another name of ${known}, not of the visitor who was there before: their history stays apart.`
          : `${known} and ${name} are put together for good, even if they are two people.`,
      fix:
        model === 'mixpanel-legacy'
          ? 'Call alias once, when somebody signs up, before identify; at a log-in call identify alone.'
          : identify,
    };
  const first = earlier.find((other) => other.name === name && other.of !== of);
  return first === undefined
    ? null
    : {
        what: `alias('${name}') was called again: it is another name of ${first.of} already, and now of ${of}.`,
        consequence:
          model === 'mixpanel-legacy'
            ? 'The second alias fails: what was done here before stays apart.'
            : `${first.of} and ${of} are put together for good.`,
        fix: model === 'mixpanel-legacy' ? 'Call alias once, when somebody signs up; at a log-in call identify alone.' : identify,
      };
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
    const findings = aliases.flatMap((alias, at): readonly RawFinding[] => {
      const { event, name, of, known } = alias;
      const beats = threadsOf(analysis, project).find((t) => t.device === event.device)?.beats ?? [];
      const later = beats.filter((b) => b.at > alias.at);
      const end = later.findIndex((b) => b.kind === 'reset');
      const named = (end === -1 ? later : later.slice(0, end)).some((b) => namesSomebody(b) && b.after.knownId === name);
      const misuse = misuseOf(alias, project, aliases.slice(0, at), named);
      if (misuse === null) return [];
      const ids = [name, of, known, event.event.ids.anonymousId].flatMap((id) => id ?? []);
      return [
        {
          severity: 'warning',
          document: event.document,
          evidence: [...(event.call === null ? [] : [{ call: event.call }]), { event: event.index, project: project.project }],
          wrong: [],
          about: { ids: [...new Set(ids)], device: event.device, from: alias.at, to: Number.POSITIVE_INFINITY },
          ...misuse,
        },
      ];
    });
    return { findings, unchecked: [] };
  },
};
