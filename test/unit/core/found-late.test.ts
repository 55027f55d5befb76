import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import type { Edit } from '../../../src/core/what-if.ts';
import { type WhatIf, whatIf } from '../../../src/reports/what-if.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { change, found } from '../../support/sdk-facts.ts';

const idsOf = ({ projects }: WhatIf['before']): readonly string[] =>
  projects.flatMap(({ events }) => events.map(({ name, anonymousId, knownId }) => `${name} ${anonymousId} ${knownId}`));

const told = (recording: Recording, edit: Edit): readonly (readonly string[])[] => {
  const course = { recordings: [recording], skipped: 0, options: defaultOptions };
  const asked = whatIf(course, course, [edit]);
  if (!asked.ok) throw new Error(asked.why);
  return [idsOf(asked.result.before), idsOf(asked.result.after)];
};

/** While a second page loads, others write what its SDK will read, and write it once more before the SDK is there. */
const session = (vendor: 'amplitude' | 'segment', project: string): Recording =>
  recordingOf((r) => {
    const first = r.document('https://shop.test/', { tab: 1 });
    first.sdk(vendor).track('Buy');
    const second = r.document('https://shop.test/next', { tab: 2 });
    second.fact(change(vendor, project, { anonymousId: 'X1', knownId: 'U1' }, null));
    second.sdk(vendor).track('View');
  });

describe('an SDK that starts on a page after others wrote what it reads', () => {
  it.each([
    ['amplitude', 'AMP', 'V1'],
    ['segment', 'W', 'A1'],
  ] as const)('goes by what it finds: %s', (vendor, project, id) => {
    const recording = session(vendor, project);
    const kinds = recording.observations.filter(({ document }) => document === 'doc-2').map(({ kind }) => kind);
    expect(kinds.slice(0, 4)).toEqual(['document.opened', 'storage.changed', 'sdk.found', 'storage.changed']);
    const calls = recording.observations.flatMap((one) => (one.kind === 'call.observed' && 'call' in one ? [one.call] : []));
    const [buy = '', view = ''] = calls;
    const [before, without] = told(recording, { kind: 'drop', spot: { kind: 'call', call: buy } });
    expect(before).toEqual([`Buy ${id} null`, `View ${id} null`]);
    expect(without).toEqual([`View ${id} null`]);
    const idle: Edit = { kind: 'insert-call', spot: { kind: 'call', call: view }, method: 'get_distinct_id', args: [] };
    expect(told(recording, idle)).toEqual([before, before]);
  });

  it('and keeps it when another tab changes it later', () => {
    const recording = recordingOf((r) => {
      r.document('https://shop.test/', { tab: 1 }).sdk('amplitude').track('Buy');
      const second = r.document('https://shop.test/next', { tab: 2 });
      second.fact(found('amplitude', 'AMP'));
      second.fact(change('amplitude', 'AMP', { anonymousId: 'V1', knownId: null }, null));
      second.fact(change('amplitude', 'AMP', { anonymousId: 'V9', knownId: null }, null));
      second.sdk('amplitude').track('View');
    });
    const course = { recordings: [recording], skipped: 0, options: defaultOptions };
    const asked = whatIf(course, course, []);
    expect(asked.ok && idsOf(asked.result.before)).toEqual(['Buy V1 null', 'View V1 null']);
  });
});

it('a call inserted before another finds what that one found: a tab that kept its ids wrote them back after a reset', () => {
  const recording = recordingOf((r) => {
    const kept = r.document('https://shop.test/', { tab: 1 });
    kept.sdk('amplitude').track('Buy');
    r.document('https://shop.test/next', { tab: 2 }).sdk('amplitude').reset();
    kept.fact(change('amplitude', 'AMP', { anonymousId: 'V1', knownId: null }, 'c'));
    const third = r.document('https://shop.test/later', { tab: 3 });
    third.fact(found('amplitude', 'AMP'));
    const ids = { anonymousId: 'V1', knownId: null };
    third.fact(change('amplitude', 'AMP', ids, null));
    const call = { vendor: 'amplitude', project: 'AMP', instance: 'default', method: 'track', args: ['View'] };
    third.fact({
      kind: 'call.observed',
      call: 'last',
      ...call,
      before: ids,
      after: ids,
      site: null,
      parent: null,
      queued: false,
      replayOf: null,
    });
  });
  const idle: Edit = { kind: 'insert-call', spot: { kind: 'call', call: 'last' }, method: 'get_distinct_id', args: [] };
  const expected = ['Buy V1 null', 'View V1 null'];
  expect(told(recording, idle)).toEqual([expected, expected]);
});
