import { describe, expect, it } from 'vitest';
import { adapters, decodeRequest } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { models } from '../../../src/models/index.ts';
import { decodedEvents } from '../../support/decoded-events.ts';
import { createLog } from '../../support/recording-clock.ts';
import { rawRequest, type SdkFixture, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

/** Only what the network saw, no calls and no storage: each document of `pages` sends every request, in vain until the last. */
const wireOnly = (fixture: SdkFixture, pages: readonly string[]): Recording => {
  const log = createLog(0);
  for (const document of pages) {
    const place = { document, device: 'browser', tab: 1, frame: 0 };
    const outcome = document === pages.at(-1) ? 'accepted' : 'failed';
    log.write(place, { kind: 'document.opened', url: fixture.page, referrer: '', lifecycle: 'active' });
    for (const request of fixture.requests) {
      const decoded = decodeRequest(rawRequest(request));
      if (decoded === null) continue;
      const { vendor, project, payloads } = decoded;
      const name = log.next('r');
      log.write(place, { kind: 'wire.sent', request: name, vendor, project, transport: request.transport, url: request.url, payloads });
      log.write(place, { kind: 'wire.settled', request: name, status: outcome === 'accepted' ? 200 : 503, outcome });
    }
    log.write(place, { kind: 'document.closed', to: 'unloaded' });
  }
  return {
    idscope: 1,
    id: fixture.scenario,
    startedAt: '2026-11-22T12:00:00.000Z',
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [{ id: 'browser', label: 'browser' }],
    observations: log.observations,
  };
};

/** Every id that the wire bore, as often as it did. */
const idsOn = (fixture: SdkFixture): readonly string[] =>
  fixture.requests.flatMap((request) => {
    const decoded = decodeRequest(rawRequest(request));
    return (decoded === null ? [] : decodedEvents(decoded)).map(({ id, payload }) => {
      if (id === null) throw new Error(`an event without an id: ${JSON.stringify(payload).slice(0, 200)}`);
      return id;
    });
  });

const named = sdkFixtureNames().filter((name) => sdkFixture(name).requests.some(({ events }) => events.length > 0));

const read = (recording: Recording) => {
  const { projects } = analyse([recording], { adapters, models }, defaultOptions);
  return {
    events: projects.flatMap((project) => project.events),
    duplicates: projects.reduce((sum, { duplicates }) => sum + duplicates, 0),
  };
};
const sorted = (ids: Iterable<string | null>): readonly (string | null)[] => [...ids].sort();

describe('events that were sent more than once', () => {
  it.each(named)('%s: each counts once', (name) => {
    const fixture = sdkFixture(name);
    const sent = idsOn(fixture);
    const { events, duplicates } = read(wireOnly(fixture, ['d1']));
    expect(sorted(events.map(({ event }) => event.id))).toEqual(sorted(new Set(sent)));
    expect(duplicates).toBe(sent.length - new Set(sent).size);
  });

  it.each(named)('%s: each counts once when the next page sends all of them again, and was accepted there', (name) => {
    const fixture = sdkFixture(name);
    const sent = idsOn(fixture);
    const { events, duplicates } = read(wireOnly(fixture, ['d1', 'd2']));
    expect(sorted(events.map(({ event }) => event.id))).toEqual(sorted(new Set(sent)));
    expect(new Set(events.map(({ delivery }) => delivery))).toEqual(new Set(['accepted']));
    expect(duplicates).toBe(2 * sent.length - new Set(sent).size);
  });

  it('were so by the SDK itself where a page was left with a full queue', () => {
    const resent = named.filter((name) => {
      const sent = idsOn(sdkFixture(name));
      return new Set(sent).size < sent.length;
    });
    expect(resent).toEqual(['mixpanel/unload-navigate']);
  });
});
