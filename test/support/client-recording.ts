import { clientOf } from '../../src/adapters/clients.ts';
import type { ClientEvent, ClientRun } from '../../src/core/client.ts';
import type { Json } from '../../src/core/json.ts';
import type { Fact, Ids } from '../../src/core/observation.ts';
import type { Recording } from '../../src/core/recording.ts';
import { argsOf, type ClientStep } from './client-vectors.ts';
import { createLog, type Place } from './recording-clock.ts';

/** What the hook would see of these calls: ids before and after, and each payload in a request of its own, accepted at once. */
export const recordClient = (vendor: string, steps: readonly ClientStep[], tick: number): Recording => {
  const client = clientOf(vendor);
  if (client === null) throw new Error(`no client rules of ${vendor}`);
  const log = createLog(1_795_000_000_000);
  const storage = new Map<string, Json>();
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const none: Ids = { anonymousId: null, knownId: null };
  let place: Place = { document: '', device: 'browser', tab: 1, frame: 0 };
  let run: ClientRun | null = null;
  let at = log.now();
  const observations: Recording['observations'][number][] = [];
  const seqs = new Map<string, number>();

  const write = (fact: Fact): void => {
    const seq = (seqs.get(place.document) ?? -1) + 1;
    seqs.set(place.document, seq);
    observations.push({ ...place, ...fact, seq, at } as Recording['observations'][number]);
  };
  const send = (events: readonly ClientEvent[]): void => {
    for (const { kind, payload } of events) {
      if (kind === 'update') continue;
      const request = log.next('r');
      const payloads = [client.complete(payload, { project: 'P', at, id: log.next('insert-') })];
      write({ kind: 'wire.sent', request, vendor, project: 'P', transport: 'fetch', url: 'https://a.test/', payloads });
      write({ kind: 'wire.settled', request, status: 200, outcome: 'accepted' });
    }
  };
  const open = (): ClientRun => {
    if (run !== null) {
      send(run.settle());
      write({ kind: 'document.closed', to: 'unloaded' });
    }
    at += 1000;
    place = { ...place, document: log.next('doc-') };
    write({ kind: 'document.opened', url: 'https://shop.test/', referrer: '', lifecycle: 'active' });
    run = client.load({ storage, newId, config: {}, ready: true });
    const common = { vendor, project: 'P', instance: vendor };
    write({ kind: 'sdk.found', ...common, version: null, how: 'global', hooked: true, why: null, capturing: 'in' });
    const ids = run.ids();
    for (const seen of made === 0 ? [ids] : [none, ids])
      write({ kind: 'storage.changed', vendor, project: 'P', area: 'cookie', ids: seen, unsent: null, capturing: 'in', cause: null });
    send(run.init());
    return run;
  };

  let now = open();
  for (const step of steps) {
    if ('call' in step) {
      at += tick;
      const call = log.next('c');
      const before = now.ids();
      const sent = now.call(step.call, argsOf(step.args));
      const after = now.ids();
      write({
        kind: 'call.observed',
        call,
        vendor,
        project: 'P',
        instance: vendor,
        method: step.call,
        args: argsOf(step.args).map((arg) => arg ?? null),
        before,
        after,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      });
      send(sent);
    } else if (step.do === 'reload') now = open();
    else {
      send(now.settle());
      at += 1000;
    }
  }
  send(now.settle());
  return {
    idscope: 1,
    id: '01997e00-0000-7000-8000-000000000001',
    startedAt: '2026-11-22T12:00:00.000Z',
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [{ id: 'browser', label: 'browser' }],
    observations,
  };
};
