import type { AnalyticsEvent, MixpanelClaims } from '../core/event.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { type AliasTable, createAliasTable } from './alias-table.ts';
import { assumptionNames, attributed, outside } from './id-reading.ts';
import { type LegacyRules, legacySettings, parseLegacySettings } from './legacy-settings.ts';
import { legacyLink } from './link-before.ts';
import { isDevice, type MixpanelId, mixpanelId } from './mixpanel-ids.ts';

const aliases = 'https://github.com/mixpanel/docs-legacy/blob/main/legacy/aliases.md';
const migration = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system';
const importApi = 'https://docs.mixpanel.com/reference/import-events';
const withoutUser = 'https://docs.mixpanel.com/troubleshooting/errors/server-side-events-without-a-user';

const grounds = {
  own: { rule: 'An event belongs to its distinct_id, or to the id that this one is an alias of when the event arrives.', cite: aliases },
  through: { rule: 'An event of an alias counts for the id that the alias was made for.', cite: aliases },
  aliased: { rule: 'From now on events of the alias count for the id it was made for; earlier events stay where they are.', cite: aliases },
  taken: { rule: 'An alias points to one id for ever.', cite: aliases },
  circle: { rule: 'An id cannot be an alias of one of its own aliases.', cite: aliases },
  special: { rule: 'Legacy projects ignore $identify and $merge.', cite: migration },
  empty: { rule: 'An event without an id is kept out of user-based analysis.', cite: withoutUser },
  placeholder: { rule: 'The import API rejects placeholder ids.', cite: importApi },
  foreign: { rule: 'This is not a Mixpanel payload.', cite: aliases },
} as const satisfies Record<string, Ground>;

const [delayBit, numberBit, placeholderBit] = [1, 2, 4] as const;
const namesOf = assumptionNames([legacySettings.delay.name, legacySettings.numbers.name, legacySettings.placeholders.name]);

/** What sentences call the ids. */
const field = 'distinct_id';

/** About how long the documentation says an alias takes to be known everywhere, ms. */
const documentedDelay = 1000;

const foreign = outside('foreign-payload', grounds.foreign);
const special = outside('ignored-in-legacy', grounds.special);
const withoutId = outside('no-id', grounds.empty);

const bitsOf = ({ number, placeholder }: MixpanelId): number => (number ? numberBit : 0) | (placeholder ? placeholderBit : 0);

const run = (rules: LegacyRules, table: AliasTable): ModelRun => {
  const reading = { strips: true, distinctNumbers: rules.distinctNumbers };

  /** The id of an event, the one it counts for, and what that rests on. */
  const landing = (id: MixpanelId, claims: MixpanelClaims, at: number | null) => {
    const node = table.node(id.key, id.name, !isDevice(id, claims));
    if (!table.hasTarget(node)) return { node, slot: node, bits: bitsOf(id) };
    const time = at ?? Number.POSITIVE_INFINITY;
    const early = time - table.newest(node) < Math.max(documentedDelay, rules.delay);
    // Without a delay the order of arrival decides, whatever the clients' clocks say.
    return {
      node,
      slot: table.resolve(node, rules.delay === 0 ? Number.POSITIVE_INFINITY : time - rules.delay),
      bits: bitsOf(id) | (early ? delayBit : 0),
    };
  };

  const alias = (event: AnalyticsEvent, claims: MixpanelClaims, id: MixpanelId, index: number): Ingested => {
    const other = mixpanelId(event, claims.alias, 'alias', reading);
    const { slot, bits } = landing(id, claims, event.at);
    if (other === null || other.key === id.key) return attributed(slot, grounds.own, namesOf(bits));
    const node = table.node(other.key, other.name, true);
    const link = [table.nameOf(slot), other.name];
    const assumptions = namesOf(bits | bitsOf(other));
    const refused = (reason: string, ground: Ground): Ingested => ({ slot, merge: 'refused', reason, link, ground, assumptions });
    if (table.hasTarget(node)) return refused('errAliasAlreadyExists', grounds.taken);
    const own = table.node(id.key, id.name, true);
    if (table.resolve(own, Number.POSITIVE_INFINITY) === node) return refused('alias-circle', grounds.circle);
    const made = event.at ?? Number.NEGATIVE_INFINITY;
    table.point(node, own, made, index);
    return { slot, merge: 'merged', reason: null, link, ground: grounds.aliased, assumptions };
  };

  const ingest = (event: AnalyticsEvent, index: number): Ingested => {
    const { claims, name } = event;
    if (claims.shape !== 'mixpanel') return foreign;
    if (name === '$identify' || name === '$merge') return special;
    const id = mixpanelId(event, claims.distinctId, 'distinct_id', reading);
    if (id === null) return withoutId;
    if (rules.rejects && id.placeholder) return outside('placeholder-id', grounds.placeholder, namesOf(placeholderBit));
    if (name === '$create_alias') return alias(event, claims, id, index);
    const { node, slot, bits } = landing(id, claims, event.at);
    return attributed(slot, slot === node ? grounds.own : grounds.through, namesOf(bits));
  };

  const because = (slot: number): Because => {
    const id = table.nameOf(slot);
    const label = table.labelOf(slot);
    if (label === slot) return { kind: table.isKnown(slot) ? 'own-id' : 'unlinked', id, ground: grounds.own, field };
    return { kind: 'linked', id, to: table.nameOf(label), event: table.madeBy(label), ground: grounds.aliased, field };
  };

  return {
    ingest,
    because,
    profileOf: (slot) => slot,
    idsOf: (profile) => table.idsOf(profile).map(table.nameOf),
    labelOf: (profile) => table.nameOf(table.labelOf(profile)),
    isKnown: (profile) => table.isKnown(table.labelOf(profile)),
    fork: () => run(rules, table.fork()),
  };
};

/**
 * Mixpanel before identity merge: `$create_alias` makes one id stand for another from then on, and nothing is retroactive.
 * A slot is the id an event counted for when it arrived; it never changes, so an id may have events in several profiles.
 */
export const mixpanelLegacy: MergeModel = {
  id: 'mixpanel-legacy',
  vendor: 'mixpanel',
  title: 'Mixpanel, legacy aliases',
  default: false,
  verified: true,
  shape: 'mixpanel',
  settings: Object.values(legacySettings),
  cite: aliases,
  start: (settings) => run(parseLegacySettings(settings), createAliasTable()),
  linkBefore: legacyLink,
};
