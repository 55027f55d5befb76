import type { ModelSetting, Settings } from '../core/model.ts';
import { unknownHistory } from '../core/unknown-history.ts';
import { numberIds } from './number-ids.ts';
import { chosen } from './settings.ts';

const profiles = 'https://posthog.com/docs/data/anonymous-vs-identified-events';
const mergeSource = 'https://github.com/PostHog/posthog/blob/master/nodejs/src/worker/ingestion/persons/person-merge-service.ts';
const capture = 'https://posthog.com/docs/api/capture';

export const posthogSettings = {
  history: {
    name: 'personless-history',
    title:
      'Whether events from before a person existed count for the person that their id joins later; two pages of the documentation disagree',
    default: 'linked',
    values: ['linked', 'unlinked'],
    cite: profiles,
    assumption: true,
  },
  late: {
    name: 'late-identify',
    title: 'Whether an $identify still links when later events of its distinct_id were ingested before it',
    default: 'links',
    values: ['links', 'refused'],
    cite: mergeSource,
    assumption: true,
  },
  limit: {
    name: 'merge-limit',
    title: 'How many ids a person may have and still be merged into another one: none for no limit, or a number',
    default: 'none',
    values: [],
    pattern: 'none|\\d+',
    cite: mergeSource,
    assumption: true,
  },
  numbers: numberIds(capture),
  before: { ...unknownHistory, cite: profiles },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type PosthogRules = {
  readonly linksHistory: boolean;
  readonly refusesLate: boolean;
  readonly mergeLimit: number;
  readonly distinctNumbers: boolean;
};

export const parsePosthogSettings = (settings: Settings): PosthogRules => {
  const limit = chosen(posthogSettings.limit, settings).trim();
  return {
    linksHistory: chosen(posthogSettings.history, settings) === 'linked',
    refusesLate: chosen(posthogSettings.late, settings) === 'refused',
    mergeLimit: /^\d+$/.test(limit) ? Number(limit) : Number.POSITIVE_INFINITY,
    distinctNumbers: chosen(posthogSettings.numbers, settings) === 'distinct',
  };
};
