import fc from 'fast-check';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import type { Settings } from '../../../src/core/model.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { segmentUnify } from '../../../src/models/segment-unify.ts';
import { describeModelProperties, type ModelCase } from '../../support/model-properties.ts';
import { mixpanelEvent, segmentEvent } from './build.ts';

const some = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);
const time = fc.constantFrom(null, 1, 2, 3, 4);

const mixpanelEvents: fc.Arbitrary<AnalyticsEvent> = fc
  .record({
    n: fc.constantFrom('a', 'b', 'c', '$identify', '$merge'),
    d: some(['D1', 'D2', 'D3', 'D4', '']),
    u: some(['U1', 'U2', 'U3', 'anonymous', '']),
    x: some(['U1', '$device:D1', '$device:', 'D2', '']),
    at: time,
  })
  .map(({ x, d, u, n, at }) => mixpanelEvent({ n, at, d: d ?? null, u: u ?? null, ...(x === undefined ? {} : { x }) }));

const segmentEvents: fc.Arbitrary<AnalyticsEvent> = fc
  .record({
    type: fc.constantFrom('track', 'identify', 'page', 'alias'),
    user_id: some(['U1', 'U2', 'U3']),
    anonymous_id: some(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8']),
    email: some(['a@x', 'b@x', 'c@x']),
    phone: some([['1'], ['2', '3'], ['4', '5', '6']]),
    at: time,
  })
  .map(({ type, at, ...ids }) => segmentEvent(ids, { type, at }));

const cases: readonly ModelCase[] = [
  {
    model: mixpanelSimplified,
    event: mixpanelEvents,
    settings: fc.constantFrom<Settings>({}, { 'first-writer': 'event-time' }, { 'placeholder-rejection': 'on', 'empty-ids': 'detached' }),
  },
  {
    model: segmentUnify,
    event: segmentEvents,
    settings: fc.constantFrom<Settings>(
      {},
      { limits: 'user_id=1,*=2', 'tie-break': 'first' },
      { limits: '*=1/weekly', 'window-days': '0,1,1' },
      { 'max-merges': '1', 'max-mappings': '4' },
    ),
  },
];

for (const one of cases) describeModelProperties(one);
