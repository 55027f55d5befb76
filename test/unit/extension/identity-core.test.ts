import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adapterOf, decodeRequest } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Observation, ObservationOf } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { toIdentityCore } from '../../../src/extension/background/identity-core.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { toSimulation } from '../../../src/reports/simulation.ts';
import { randomSession } from '../../support/random-session.ts';
import { rawRequest, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

const slim = (recording: Recording): Recording => ({ ...recording, observations: recording.observations.map(toIdentityCore) });

test('leaving out payload detail changes no landing, finding or flow', () => {
  fc.assert(
    fc.property(randomSession, (recording) => {
      const full = readRecordings([recording], defaultOptions);
      const core = readRecordings([slim(recording)], defaultOptions);
      expect(toSimulation(core.analysis)).toEqual(toSimulation(full.analysis));
      expect(core.findings).toEqual(full.findings);
      expect(core.flows).toEqual(full.flows);
    }),
    { numRuns: 60 },
  );
});

test.each(sdkFixtureNames())('what the real SDK sent in %s is the same event without detail', (name) => {
  for (const request of sdkFixture(name).requests) {
    const found = decodeRequest(rawRequest(request));
    if (found === null) continue;
    const sent = { kind: 'wire.sent', ...found } as unknown as ObservationOf<'wire.sent'>;
    const eventOf = (payload: Json): object => ({ ...adapterOf(found.vendor)?.toEvent(payload, found.project), payload: null });
    expect(toIdentityCore(sent).payloads?.map(eventOf)).toEqual(found.payloads.map(eventOf));
  }
});

test('it keeps what a real Segment payload says of identity and drops the rest', () => {
  const payload = {
    type: 'track',
    event: 'Buy',
    anonymousId: 'A1',
    userId: 'U1',
    messageId: 'm1',
    timestamp: '2026-01-01T00:00:00.000Z',
    writeKey: 'W',
    properties: { cart: [{ sku: 1 }] },
    context: {
      userAgent: 'long',
      page: { url: 'https://a/', title: 'A', referrer: '' },
      campaign: { source: 'x' },
      traits: { email: 'a@b', plan: 'p' },
      library: { name: 'analytics.js', version: '1' },
    },
  };
  const sent = { kind: 'wire.sent', payloads: [payload] } as unknown as Observation;
  expect(toIdentityCore(sent)).toMatchObject({
    payloads: [
      {
        type: 'track',
        event: 'Buy',
        anonymousId: 'A1',
        userId: 'U1',
        messageId: 'm1',
        timestamp: '2026-01-01T00:00:00.000Z',
        writeKey: 'W',
        properties: {},
        context: {
          page: { url: 'https://a/', referrer: '' },
          campaign: { source: 'x' },
          traits: { email: 'a@b' },
          library: { name: 'analytics.js', version: '1' },
        },
      },
    ],
  });
  expect(JSON.stringify(toIdentityCore(sent))).not.toMatch(/cart|userAgent|plan|title/);
});

test('what has no detail stays the very same', () => {
  const mark = { kind: 'mark.added', note: 'x' } as unknown as Observation;
  expect(toIdentityCore(mark)).toBe(mark);
});
