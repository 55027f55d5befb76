import type { ModelSetting, Settings } from '../core/model.ts';
import { chosen } from './settings.ts';

const identities = 'https://docs.snowplow.io/docs/identities/concepts/';
const choosing = 'https://docs.snowplow.io/docs/identities/configuration/choosing-identifiers/';
const unique = 'https://docs.snowplow.io/docs/identities/concepts/unique-identifiers/';

export const snowplowSettings = {
  mode: {
    name: 'mode',
    title: 'What resolves users: the Identities service, or the stitching of the dbt packages',
    default: 'identities',
    values: ['identities', 'dbt'],
    cite: identities,
    assumption: false,
  },
  identifiers: {
    name: 'identifiers',
    title: 'Identities: which identifiers are configured, by the names of enriched events',
    default: 'user_id,domain_userid,apple_idfv',
    values: [],
    cite: choosing,
    assumption: false,
  },
  unique: {
    name: 'unique-identifiers',
    title: 'Identities: which of them are unique, so that two values are never one user',
    default: 'user_id',
    values: [],
    cite: unique,
    assumption: false,
  },
  beside: {
    name: 'beside-conflict',
    title:
      'Identities: whether identifiers of a conflicting event that are not part of the conflict are still resolved and merged, or left',
    default: 'resolved',
    values: ['resolved', 'left'],
    cite: unique,
    assumption: true,
  },
} as const satisfies Record<string, ModelSetting>;

/** The settings of one run, parsed. */
export type SnowplowRules = {
  readonly dbt: boolean;
  readonly isIdentifier: (type: string) => boolean;
  readonly isUnique: (type: string) => boolean;
  readonly resolvesBeside: boolean;
};

const setOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

export const parseSnowplowSettings = (settings: Settings): SnowplowRules => {
  const identifiers = setOf(chosen(snowplowSettings.identifiers, settings));
  const unique = setOf(chosen(snowplowSettings.unique, settings));
  return {
    dbt: chosen(snowplowSettings.mode, settings) === 'dbt',
    isIdentifier: (type) => identifiers.has(type),
    isUnique: (type) => unique.has(type),
    resolvesBeside: chosen(snowplowSettings.beside, settings) === 'resolved',
  };
};
