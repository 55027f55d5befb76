import type { ProjectAnalysis } from '../core/landed.ts';
import { eventNameFirst } from '../core/wording.ts';
import type { Alias } from './aliases.ts';

export type Misuse = { readonly what: string; readonly consequence: string; readonly fix: string };
/** What is wrong with an alias, by vendor and model; null when it is right or harmless. */
export const misuseOf = (
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
