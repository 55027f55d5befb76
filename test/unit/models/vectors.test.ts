import { describe, expect, it } from 'vitest';
import { createFold } from '../../../src/core/fold.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { segmentUnify } from '../../../src/models/segment-unify.ts';
import mixpanelVectors from '../../fixtures/vectors/mixpanel-simplified.json' with { type: 'json' };
import unifyVectors from '../../fixtures/vectors/segment-unify.json' with { type: 'json' };
import { asPartition, listed, mixpanelEvent, segmentEvent } from './build.ts';

describe('Mixpanel Simplified resolves every documented and derived sequence', () => {
  it('has all of them', () => {
    expect(mixpanelVectors).toHaveLength(22);
  });

  it.each(mixpanelVectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = createFold(mixpanelSimplified, {});
    fold.update(listed(events.map(mixpanelEvent)), 0);
    const results = events.map((_, index) => {
      const { merge, reason } = fold.folded(index);
      const label = fold.landsOn(index) ?? '-';
      return merge === 'refused' ? `${label} !${reason}` : label;
    });
    expect(results).toEqual(resolved);
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });
});

describe('Segment Unify resolves every documented and derived sequence', () => {
  it('has all of them', () => {
    expect(unifyVectors).toHaveLength(6);
  });

  it.each(unifyVectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = createFold(segmentUnify, {});
    fold.update(listed(events.map(({ ids }) => segmentEvent(ids))), 0);
    const profiles = new Map(fold.profiles().map((profile) => [profile.id, profile.ids]));
    const results = events.map((_, index) => {
      const { merge, reason } = fold.folded(index);
      const ids = (profiles.get(fold.profileIdOf(index) ?? '') ?? []).map((id) => id.slice(id.indexOf('=') + 1));
      return { ids: [...ids].sort(), refused: merge === 'refused' ? reason : null };
    });
    const expected = resolved.map((text) => {
      const [, ids = '', demoted] = /^P\{(.*?)\}(?: demoted:(.*))?$/.exec(text) ?? [];
      return { ids: ids.split(',').sort(), refused: demoted === undefined ? null : `dropped:${demoted}` };
    });
    expect(results).toEqual(expected);
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });
});
