import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Settings } from '../../../src/core/model.ts';
import { settingsOf } from '../../../src/core/project-analysis.ts';
import { assumptionsOf, createStream } from '../../../src/core/stream.ts';
import { modelById, models } from '../../../src/models/index.ts';

type Told = { readonly events: readonly (readonly string[])[]; readonly touched: Readonly<Record<string, number>> };

const eventsOf = (id: string, lines: readonly Json[]) => {
  const vendor = modelById(id)?.vendor;
  const adapter = adapters.find((one) => one.vendor === vendor);
  return lines.flatMap((line) => adapter?.toEvent(line, 'P') ?? []);
};

/** The assumptions of every event, told alike by a fold and by a stream. */
const told = (id: string, lines: readonly Json[], settings: Settings = {}): Told => {
  const model = modelById(id);
  const events = eventsOf(id, lines);
  const fold = createFold(model, settingsOf(model, settings));
  fold.update(
    events.map((event, index) => ({ key: `${index}`, event, included: true })),
    0,
  );
  const stream = createStream(models, { models: { P: id }, settings }, 100);
  for (const event of events) stream.add(event);
  const [project] = stream.projects;
  if (project === undefined) throw new Error('no project');
  const rows = events.map((_, index) => project.stream.event(index).assumptions);
  expect(rows).toEqual(events.map((_, index) => fold.assumptions(index)));
  return { events: rows, touched: Object.fromEntries(assumptionsOf(project).map(({ name, touched }) => [name, touched])) };
};

describe('assumptions that move earlier events are named on them', () => {
  it('Amplitude, when another known user comes to a device whose events were merged', () => {
    const lines = [
      { event_type: 'A', user_id: 'user-1' },
      { event_type: 'A', user_id: 'user-2' },
      { event_type: 'A', device_id: 'device-1' },
      { event_type: 'A', user_id: 'user-1', device_id: 'device-1' },
      { event_type: 'A', user_id: 'user-2', device_id: 'device-1' },
    ];
    for (const choice of ['no', 'yes']) {
      const { events, touched } = told('amplitude', lines, { 'merge-again': choice });
      expect(events).toEqual([[], [], ['merge-again'], [], ['merge-again']]);
      expect(touched).toEqual({ 'merge-again': 2 });
    }
  });

  it('Mixpanel Simplified, when a link with an earlier time comes later', () => {
    const lines = [
      { event: 'A', properties: { $device_id: 'D1', time: 1_700_000_300 } },
      { event: 'A', properties: { $device_id: 'D1', $user_id: 'U1', time: 1_700_000_200 } },
      { event: 'A', properties: { $device_id: 'D1', $user_id: 'U2', time: 1_700_000_100 } },
      { event: 'A', properties: { $device_id: 'D1', time: 1_700_000_400 } },
    ];
    for (const choice of ['ingestion', 'event-time']) {
      const { events, touched } = told('mixpanel-simplified', lines, { 'first-writer': choice });
      expect(events).toEqual([['first-writer'], [], ['first-writer'], ['first-writer']]);
      expect(touched).toEqual({ 'first-writer': 3 });
    }
  });

  it('Mixpanel Original, when the limit decides a merge', () => {
    const uuid = '7e1f7c7a-33c5-4dc4-8e0b-0a2f2f0f1a01';
    const lines = [
      { event: 'A', properties: { distinct_id: uuid } },
      { event: '$identify', properties: { $identified_id: 'U1', $anon_id: uuid } },
    ];
    for (const choice of ['succeeds', 'fails'])
      expect(told('mixpanel-original', lines, { 'max-ids': '2', 'max-ids-edge': choice }).touched).toEqual({ 'max-ids-edge': 2 });
    expect(told('mixpanel-original', lines).events).toEqual([[], []]);
  });

  it('mParticle, when a known user leaves an anonymous profile behind', () => {
    const lines = [
      { request: 'identify', known_identities: { device_application_stamp: 'das' } },
      { request: 'login', known_identities: { device_application_stamp: 'das', customerid: 'U1' } },
    ];
    const { events } = told('mparticle', lines, { strategy: 'link' });
    expect(events[0]).toEqual(events[1]);
    expect(events[0]).toHaveLength(1);
  });

  it('PostHog, when an $identify comes after later events of its person', () => {
    const lines = [
      { event: 'A', distinct_id: 'X1', timestamp: '2026-01-01T00:00:00Z', properties: { $device_id: 'X1' } },
      { event: 'A', distinct_id: 'U1', timestamp: '2026-01-01T00:00:09Z', properties: {} },
      { event: '$identify', distinct_id: 'U1', timestamp: '2026-01-01T00:00:05Z', properties: { $anon_distinct_id: 'X1' } },
    ];
    for (const choice of ['links', 'refused'])
      expect(told('posthog', lines, { 'late-identify': choice }).events).toEqual([['late-identify'], [], ['late-identify']]);
  });
});
