import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { createAnalyser } from '../../../src/core/analyse.ts';
import type { LandedEvent } from '../../../src/core/landed.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { sdkFixture } from '../../support/sdk-fixture.ts';
import { recordingOfLeaving } from '../../support/unload-fixture.ts';

/** How far each event of a session got, step by step, and where it ended. */
const storyOf = (name: string, options: Parameters<typeof recordingOfLeaving>[1] = {}) => {
  const recording = recordingOfLeaving(sdkFixture(name), options);
  const analyser = createAnalyser({ adapters, models }, defaultOptions);
  const steps = new Map<string, string[]>();
  let events: readonly LandedEvent[] = [];
  for (const observation of recording.observations) {
    analyser.append([observation]);
    events = analyser.result().projects.flatMap((project) => project.events);
    for (const { key, event, delivery } of events) {
      const known = steps.get(`${event.name} ${key}`) ?? [];
      if (known.at(-1) !== delivery) known.push(delivery);
      steps.set(`${event.name} ${key}`, known);
    }
  }
  const analysis = analyser.result();
  return {
    rows: events.map(({ event, key, document, sent, predicted }) => ({
      name: event.name,
      steps: steps.get(`${event.name} ${key}`),
      called: document,
      sent: sent?.document ?? null,
      predicted,
    })),
    duplicates: analysis.projects.map(({ duplicates }) => duplicates),
    events,
  };
};

describe('pages that were left, as real SDKs left them', () => {
  it('Mixpanel: a beacon and, ten seconds into the next page, the same events again are one of each', () => {
    const { rows, duplicates } = storyOf('mixpanel/unload-navigate');
    expect(rows).toEqual([
      {
        name: 'last click',
        steps: ['called', 'queued', 'sent', 'unconfirmed', 'accepted'],
        called: 'doc-1',
        sent: 'doc-1',
        predicted: false,
      },
      {
        name: '$identify',
        steps: ['called', 'queued', 'sent', 'unconfirmed', 'accepted'],
        called: 'doc-1',
        sent: 'doc-1',
        predicted: false,
      },
    ]);
    expect(duplicates).toEqual([2]);
  });

  it('Segment: nothing left with the page; the next one sends it', () => {
    const { rows, duplicates } = storyOf('segment/unload-navigate', { storedInCall: 1 });
    expect(rows).toEqual([
      { name: 'last click', steps: ['called', 'queued', 'sent', 'accepted'], called: 'doc-1', sent: 'doc-2', predicted: false },
    ]);
    expect(duplicates).toEqual([0]);
  });

  it('PostHog: a beacon that cannot be read takes what was called, and nothing that was sent already', () => {
    const { rows } = storyOf('posthog/unload-before-config');
    expect(rows).toEqual([
      { name: '$pageview', steps: ['sent', 'accepted'], called: 'doc-1', sent: 'doc-1', predicted: false },
      { name: 'early', steps: ['called', 'sent', 'unconfirmed'], called: 'doc-1', sent: 'doc-1', predicted: true },
    ]);
  });

  it('Amplitude: what storage kept goes out on the next page, with the user that was set after the call', () => {
    const { rows, events } = storyOf('amplitude/unload-navigate');
    expect(rows).toEqual([
      { name: 'last click', steps: ['called', 'queued', 'sent', 'accepted'], called: 'doc-1', sent: 'doc-2', predicted: false },
    ]);
    expect(events[0]?.event.ids.knownId).toBe('user-1');
  });

  it('Amplitude with the documented beacon: readable, and nothing is left for the next page', () => {
    const { rows } = storyOf('amplitude/unload-documented-beacon');
    expect(rows).toEqual([
      { name: 'last click', steps: ['called', 'queued', 'sent', 'unconfirmed'], called: 'doc-1', sent: 'doc-1', predicted: false },
    ]);
  });

  it('RudderStack: thirteen seconds into the next page, that one takes the queue over and sends it', () => {
    const { rows } = storyOf('rudderstack/unload-navigate', { storedInCall: 1 });
    expect(rows).toEqual([
      { name: 'last click', steps: ['called', 'queued', 'sent', 'accepted'], called: 'doc-1', sent: 'doc-2', predicted: false },
    ]);
  });
});
