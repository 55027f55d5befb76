import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Ids } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { createRemembered } from '../../../src/core/remembered.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { createLog, type Place } from '../../support/recording-clock.ts';

const page = (document: string): Place => ({ document, device: 'browser', tab: 1, frame: 0 });

/** A small story of one SDK whose user id no storage shows. */
const story = (vendor: string, instance = vendor) => {
  const log = createLog(1_000);
  let place = page('d1');
  const write = (fact: Parameters<typeof log.write>[1]) => {
    log.wait(10);
    log.write(place, fact);
  };
  const open = (document: string): void => {
    place = page(document);
    write({ kind: 'document.opened', url: 'https://shop.test/', referrer: '', lifecycle: 'active' });
    write({
      kind: 'sdk.found',
      vendor,
      project: null,
      instance,
      version: null,
      how: 'global',
      hooked: true,
      why: null,
      capturing: 'unknown',
    });
  };
  open('d1');
  return {
    open,
    call: (method: string, args: readonly Json[], ids: Ids | null = null) =>
      write({
        kind: 'call.observed',
        call: log.next('c'),
        vendor,
        project: null,
        instance,
        method,
        args,
        before: ids,
        after: ids,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      }),
    stored: (anonymousId: string | null) =>
      write({
        kind: 'storage.changed',
        vendor,
        project: null,
        area: 'cookie',
        ids: { anonymousId, knownId: null },
        unsent: null,
        capturing: 'unknown',
        cause: null,
      }),
    sent: (payload: Json) =>
      write({
        kind: 'wire.sent',
        request: log.next('r'),
        vendor,
        project: 'host:in.test',
        transport: 'fetch',
        url: 'https://in.test/',
        payloads: [payload],
      }),
    analysis: () => {
      const recording: Recording = {
        idscope: 1,
        id: 'story',
        startedAt: '2026-01-01T00:00:00.000Z',
        made: { by: 'extension', version: '0.0.0-test', browser: null },
        devices: [{ id: 'browser', label: 'browser' }],
        observations: log.observations,
      };
      return readRecordings([recording], defaultOptions).analysis;
    },
  };
};
const cardOf = (analysis: ReturnType<ReturnType<typeof story>['analysis']>) =>
  analysis.identities.map(({ project, ids }) => [project, ids.anonymousId, ids.knownId]);

describe('an SDK that keeps its user in memory', () => {
  it('is known by its calls, beside the anonymous id that storage shows', () => {
    const { call, stored, analysis } = story('snowplow');
    stored('D1');
    call('newTracker', ['sp', 'https://in.test']);
    call('setUserId', ['u-1'], { anonymousId: 'D1', knownId: null });
    call('trackStructEvent', [{ action: 'Bought' }], { anonymousId: 'D1', knownId: null });
    stored('D1');
    const now = analysis();
    expect(cardOf(now)).toEqual([['host:in.test', 'D1', 'u-1']]);
    expect(now.projects[0]?.events.map(({ event }) => [event.name, event.ids.knownId])).toEqual([['Bought', 'u-1']]);
    call('setUserId', [null], { anonymousId: 'D1', knownId: null });
    expect(cardOf(analysis())).toEqual([['host:in.test', 'D1', null]]);
  });

  it('forgets with the page what it held for the page, and keeps what it holds for the browser', () => {
    const snowplow = story('snowplow');
    snowplow.call('setUserId', ['u-1']);
    snowplow.open('d2');
    snowplow.call('trackPageView', []);
    expect(cardOf(snowplow.analysis()).at(-1)?.[2]).toBeNull();

    const intercom = story('intercom');
    intercom.call('boot', [{ app_id: 'app1', user_id: 'u-1' }]);
    intercom.open('d2');
    intercom.call('boot', [{ app_id: 'app1' }]);
    expect(cardOf(intercom.analysis())).toEqual([['app1', null, 'u-1']]);
    intercom.call('shutdown', []);
    expect(cardOf(intercom.analysis())).toEqual([['app1', null, null]]);
  });

  it('is known by its events where no call can be seen, until another visitor is there', () => {
    const { stored, sent, analysis } = story('snowplow', 'default');
    stored('D1');
    sent({ e: 'se', se_ac: 'Bought', duid: 'D1', uid: 'u-1', eid: '1', tv: 'js' });
    stored('D1');
    expect(cardOf(analysis())).toEqual([['host:in.test', 'D1', 'u-1']]);
    stored('D2');
    expect(cardOf(analysis())).toEqual([['host:in.test', 'D2', null]]);
  });

  it('belongs to the project its calls name, also those made before', () => {
    const { call, analysis } = story('sentry');
    call('setUser', [{ id: 'u-1' }]);
    call('init', [{ dsn: 'https://key@o1.ingest.example.test/42' }]);
    const now = analysis();
    expect(cardOf(now)).toEqual([['42', null, 'u-1']]);
    expect(now.moments.flatMap((moment) => (moment.kind === 'call' ? [moment.project] : []))).toEqual(['42', '42']);
  });
});

describe('what is completed', () => {
  const remembered = createRemembered(adapterOf);
  const observed = {
    ...page('d1'),
    seq: 1,
    at: 1,
    tab: 1,
    frame: 0,
    kind: 'call.observed' as const,
    call: 'c1',
    vendor: 'mixpanel',
    project: 'TOK',
    instance: 'mixpanel',
    method: 'identify',
    args: ['u-1'],
    before: null,
    after: null,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
  };

  it('is nothing of an SDK whose ids storage shows', () => {
    expect(remembered.call(observed)).toBe(observed);
  });

  it('is the same object each time for the same observation', () => {
    const one = { ...observed, vendor: 'intercom', method: 'shutdown', args: [], project: 'app1' };
    expect(remembered.call(one)).toBe(createRemembered(adapterOf).call(one));
  });
});
