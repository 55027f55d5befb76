import type { AnalyticsEvent } from './event.ts';
import { createFold, type FoldEvent } from './fold.ts';
import type { StoredBefore } from './identities.ts';
import type { LandedEvent, Profile, ProjectAnalysis } from './landed.ts';
import { firstChange } from './landing.ts';
import type { Ledger } from './ledger.ts';
import type { Placed } from './ledger-records.ts';
import type { MergeModel, Settings } from './model.ts';
import type { Ids } from './observation.ts';
import type { AnalysisOptions } from './options.ts';
import { takesValue } from './setting-value.ts';
import { countsAsLinked, neverLinked, unknownHistory, withHistory } from './unknown-history.ts';

/** The model of a project: the one chosen for it, for its vendor, or the vendor's default; null for none. */
export const chooseModel = (
  models: readonly MergeModel[],
  vendor: string,
  project: string,
  chosen: AnalysisOptions['models'],
): { readonly model: MergeModel | null; readonly confirmed: boolean } => {
  const name = Object.hasOwn(chosen, project) ? chosen[project] : Object.hasOwn(chosen, vendor) ? chosen[vendor] : undefined;
  if (name === 'none') return { model: null, confirmed: true };
  const named = models.find((model) => model.id === name && model.vendor === vendor);
  if (named !== undefined) return { model: named, confirmed: true };
  return { model: models.find((model) => model.vendor === vendor && model.default) ?? null, confirmed: false };
};

/** Every setting of the model: given, or by default when none or no possible value was given. */
export const settingsOf = (model: MergeModel | null, given: Settings): Settings =>
  Object.fromEntries(
    (model?.settings ?? []).map((setting) => {
      const value = Object.hasOwn(given, setting.name) ? given[setting.name] : undefined;
      return [setting.name, value !== undefined && takesValue(setting, value) ? value : setting.default];
    }),
  );

/** Assumptions with how many events rest on each, in the order of the settings, whatever order they were met in. */
export const assumptionsIn = (settings: Settings, touched: ReadonlyMap<string, number>): ProjectAnalysis['assumptions'] =>
  [...new Set([...Object.keys(settings), ...touched.keys()])].flatMap((name) => {
    const times = touched.get(name) ?? 0;
    // Without a model there is no setting, and nothing that could have been linked.
    const value = settings[name] ?? (name === unknownHistory.name ? neverLinked : '');
    return times === 0 ? [] : [{ name, value, touched: times }];
  });

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((name, place) => name === b[place]));

/** Profiles with the events that were left out counted in. */
const withAlike = (profiles: readonly Profile[], alikeOf: ReadonlyMap<string | null, number>): readonly Profile[] =>
  alikeOf.size === 0 ? profiles : profiles.map((profile) => ({ ...profile, events: profile.events + (alikeOf.get(profile.id) ?? 0) }));

export type ProjectFolder = {
  analyse(ledger: Ledger, placed: readonly Placed[], storedBefore: StoredBefore): ProjectAnalysis;
};

/** One project through its model, again and again: only what changed since the last time is folded anew. */
export const createProjectFolder = (
  models: readonly MergeModel[],
  options: AnalysisOptions,
  vendor: string,
  project: string,
): ProjectFolder => {
  const { model, confirmed } = chooseModel(models, vendor, project, options.models);
  const settings = settingsOf(model, options.settings);
  let fold = createFold(model, settings);
  let folded: readonly FoldEvent[] = [];
  let history = '';

  /** Starts over when what devices held before recording is known better now. */
  const begin = (placed: readonly Placed[], storedBefore: StoredBefore): void => {
    if (model === null || !countsAsLinked(settings)) return;
    const devices = new Set(placed.flatMap(({ record }) => record.place?.device ?? []));
    const stored = [...devices].flatMap((device) => storedBefore(device, vendor, project));
    const now = JSON.stringify(stored);
    if (now === history) return;
    history = now;
    fold = createFold(withHistory(model, stored, project), settings);
    folded = [];
  };

  const restsOnUnknown = (event: AnalyticsEvent, device: string | null, storedBefore: StoredBefore): boolean => {
    if (device === null || event.ids.anonymousId === null) return false;
    return storedBefore(device, vendor, project).some(({ anonymousId }) => anonymousId === event.ids.anonymousId);
  };

  /** The event with its fate; the very object of the last answer while that still holds. */
  const land = (placed: Placed, index: number, storedBefore: StoredBefore): LandedEvent => {
    const { record, event, key, delivery, included } = placed;
    const { slot, merge, reason, link, ground, landedOn } = fold.folded(index);
    const own = fold.assumptions(index);
    const device = record.place?.device ?? null;
    const unknown = slot !== null && restsOnUnknown(event, device, storedBefore);
    const assumptions = unknown ? [...own, unknownHistory.name] : own;
    const profile = slot === null ? null : fold.profileIdOf(index);
    const landsOn = slot === null ? null : fold.landsOn(index);
    const call = record.call?.id ?? null;
    // An event of several, as a call may make, was never left out with them.
    const alike = record.call?.fact.alike ?? 0;
    const sent = record.sendings[0]?.position ?? null;
    const last = record.told.landed;
    if (
      last !== null &&
      last.index === index &&
      last.key === key &&
      last.event === event &&
      last.delivery === delivery &&
      last.predicted === record.predicted &&
      last.call === call &&
      last.called === record.called &&
      last.sent === sent &&
      last.included === included &&
      last.slot === slot &&
      last.profile === profile &&
      last.landedOn === landedOn &&
      last.landsOn === landsOn &&
      last.merge === merge &&
      last.reason === reason &&
      last.link === link &&
      last.ground === ground &&
      (last.alike ?? 0) === alike &&
      sameNames(last.assumptions, assumptions)
    ) {
      return last;
    }
    return {
      index,
      key,
      event,
      delivery,
      predicted: record.predicted,
      call,
      document: record.place?.document ?? null,
      device,
      tab: record.place?.tab ?? null,
      called: record.called,
      sent,
      included,
      slot,
      profile,
      landedOn,
      landsOn,
      merge,
      reason,
      link,
      ground,
      assumptions,
      ...(alike === 0 ? {} : { alike }),
    };
  };

  return {
    analyse: (ledger, placed, storedBeforeOf) => {
      const perDevice = new Map<string, readonly Ids[]>();
      const storedBefore: typeof storedBeforeOf = (device) => {
        const known = perDevice.get(device) ?? storedBeforeOf(device, vendor, project);
        perDevice.set(device, known);
        return known;
      };
      begin(placed, storedBefore);
      const from = firstChange(folded, placed);
      fold.update(placed, from);
      folded = placed;

      const touched = new Map<string, number>();
      const alikeOf = new Map<string | null, number>();
      const events = placed.map((item, index): LandedEvent => {
        const landed = land(item, index, storedBefore);
        for (const name of landed.assumptions) touched.set(name, (touched.get(name) ?? 0) + 1);
        item.record.told.landed = landed;
        const { alike = 0 } = landed;
        if (alike > 0) alikeOf.set(landed.profile, (alikeOf.get(landed.profile) ?? 0) + alike);
        return landed;
      });
      return {
        vendor,
        project,
        model: model?.id ?? null,
        modelConfirmed: confirmed,
        settings,
        assumptions: assumptionsIn(settings, touched),
        events,
        profiles: withAlike(fold.profiles(), alikeOf),
        ...(alikeOf.size === 0 ? {} : { alike: [...alikeOf.values()].reduce((sum, count) => sum + count, 0) }),
        duplicates: ledger.duplicatesOf(vendor, project),
        because: (event) => fold.because(event.index),
      };
    },
  };
};
