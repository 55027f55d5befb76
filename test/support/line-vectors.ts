import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../src/adapters/index.ts';
import type { AnalyticsEvent } from '../../src/core/event.ts';
import { createFold, type Fold } from '../../src/core/fold.ts';
import type { Json } from '../../src/core/json.ts';
import type { MergeModel, Settings } from '../../src/core/model.ts';
import { asPartition, listed } from '../unit/models/build.ts';

/** A documented sequence as the lines a vendor takes, and where each of them lands in the end. */
export type LineVector = {
  readonly id: string;
  readonly title: string;
  readonly events: readonly Json[];
  readonly profiles: readonly (string | null)[];
  readonly clusters: readonly (readonly string[])[];
  readonly refused: readonly { readonly event: number; readonly reason: string }[];
  readonly settings?: Settings;
};

/** Lines as the vendor's adapter reads them. */
export const eventsOf = (vendor: string, lines: readonly Json[]): readonly AnalyticsEvent[] =>
  lines.map((line) => {
    const event = adapterOf(vendor)?.toEvent(line, 'default') ?? null;
    if (event === null) throw new Error(`no event: ${JSON.stringify(line)}`);
    return event;
  });

/** Folds lines through the vendor's adapter and the model. */
export const foldLines = (model: MergeModel, lines: readonly Json[], settings: Settings = {}): Fold => {
  const fold = createFold(model, settings);
  fold.update(listed(eventsOf(model.vendor, lines)), 0);
  return fold;
};

/** Every vector's lines land where the table says, and are refused what it says. */
export const describeLineVectors = (model: MergeModel, vectors: readonly LineVector[]): void => {
  describe(`${model.id} resolves every sequence of its table`, () => {
    it.each(vectors)('$id $title', ({ events, profiles, clusters, refused, settings = {} }) => {
      const fold = foldLines(model, events, settings);
      expect(events.map((_, index) => fold.profileIdOf(index))).toEqual(profiles);
      expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters));
      const refusals = events.map((_, event) => ({ event, ...fold.folded(event) })).filter(({ merge }) => merge === 'refused');
      expect(refusals.map(({ event, reason }) => ({ event, reason }))).toEqual(refused);
    });
  });
};
