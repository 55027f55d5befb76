import { describe, expect, test } from 'vitest';
import { type BridgePort, startBridge } from '../../../src/extension/content/bridge.ts';
import type { PageMessage } from '../../../src/messages/page.ts';

type FakePort = BridgePort & { readonly sent: PageMessage[]; tell(message: unknown): void; drop(): void; broken: boolean };

const fakePort = (name: string): FakePort => {
  const onMessage: ((message: unknown) => void)[] = [];
  const onDisconnect: (() => void)[] = [];
  const port: FakePort = {
    name,
    sent: [],
    broken: false,
    postMessage(message) {
      if (port.broken) throw new Error('Attempting to use a disconnected port object');
      port.sent.push(message);
    },
    disconnect() {},
    onMessage: { addListener: (listener) => onMessage.push(listener) },
    onDisconnect: { addListener: (listener) => onDisconnect.push(listener) },
    tell: (message) => {
      for (const listener of onMessage) listener(message);
    },
    drop: () => {
      for (const listener of onDisconnect) listener();
    },
  };
  return port;
};

const setUp = () => {
  const ports: FakePort[] = [];
  const waiting: (() => void)[] = [];
  const woken: ((message: unknown) => void)[] = [];
  const state = { invalidated: false, stopped: 0, cookies: '', reads: 0 };
  const bridge = startBridge({
    runtime: {
      get id() {
        return state.invalidated ? (undefined as unknown as string) : 'extension';
      },
      connect({ name }) {
        if (state.invalidated) throw new Error('Extension context invalidated.');
        const port = fakePort(name);
        ports.push(port);
        return port;
      },
      onMessage: { addListener: (listener) => woken.push(listener) },
    },
    lifecycle: () => 'active',
    clock: () => 0,
    wait: (_ms, run) => waiting.push(run),
    cookies: () => {
      state.reads += 1;
      return state.cookies;
    },
    stopHook: () => {
      state.stopped += 1;
    },
  });
  return {
    bridge,
    ports,
    state,
    port: (): FakePort => ports.at(-1) as FakePort,
    wake: () => {
      for (const listener of woken) listener({ kind: 'tab.wanted' });
    },
    passTime: () => {
      for (const run of waiting.splice(0)) run();
    },
  };
};

const batch = (seq: number): string => `${seq}-${seq} [{"seq":${seq}}]`;
const record = (on: boolean) => ({ kind: 'page.record', on });
const seqs = (port: FakePort): number[] =>
  port.sent.flatMap((message) =>
    message.kind === 'page.reported' ? (JSON.parse(message.reports) as { seq: number }[]).map(({ seq }) => seq) : [],
  );

describe('the bridge', () => {
  test('connects at the first report, says hello, and sends nothing before it is asked', () => {
    const { bridge, ports, port } = setUp();
    expect(ports).toHaveLength(0);
    bridge.reported(batch(0));
    bridge.reported(batch(1));
    expect(port().name).toBe('page');
    expect(port().sent).toEqual([{ kind: 'page.hello', version: 1, lifecycle: 'active' }]);
    port().tell(record(true));
    expect(seqs(port())).toEqual([0, 1]);
    bridge.reported(batch(2));
    expect(seqs(port())).toEqual([0, 1, 2]);
  });

  test('stops when told so, and sends from the ring when told on again', () => {
    const { bridge, port } = setUp();
    bridge.reported(batch(0));
    port().tell(record(true));
    port().tell({ kind: 'page.acknowledged', seq: 0 });
    port().tell(record(false));
    bridge.reported(batch(1));
    expect(seqs(port())).toEqual([0]);
    port().tell(record(true));
    expect(seqs(port())).toEqual([0, 1]);
  });

  test('posts what it has when the page leaves and nobody ever answered, and later calls too', () => {
    const { bridge, port } = setUp();
    bridge.reported(batch(0));
    bridge.leaving();
    bridge.reported(batch(1));
    expect(seqs(port())).toEqual([0, 1]);
  });

  test('keeps silent when the page leaves after an answer of off', () => {
    const { bridge, port } = setUp();
    bridge.reported(batch(0));
    port().tell(record(false));
    bridge.leaving();
    expect(seqs(port())).toEqual([]);
  });

  test('after the background died, sends again what was not acknowledged', () => {
    const { bridge, ports, port, passTime } = setUp();
    bridge.reported(batch(0));
    port().tell(record(true));
    bridge.reported(batch(1));
    port().tell({ kind: 'page.acknowledged', seq: 0 });
    port().drop();
    expect(ports).toHaveLength(1);
    passTime();
    expect(ports).toHaveLength(2);
    port().tell(record(true));
    expect(seqs(port())).toEqual([1]);
  });

  test('with nothing open it reconnects only for the next report', () => {
    const { bridge, ports, port, passTime } = setUp();
    bridge.reported(batch(0));
    port().tell(record(true));
    port().tell({ kind: 'page.acknowledged', seq: 0 });
    port().drop();
    passTime();
    expect(ports).toHaveLength(1);
    bridge.reported(batch(1));
    expect(ports).toHaveLength(2);
  });

  test('nobody inspects: a lost port is not reopened by reports, only when the tab is wanted', () => {
    const { bridge, ports, port, passTime, wake } = setUp();
    bridge.reported(batch(0));
    port().tell(record(false));
    port().drop();
    passTime();
    bridge.reported(batch(1));
    expect(ports).toHaveLength(1);
    wake();
    expect(ports).toHaveLength(2);
    port().tell(record(true));
    expect(seqs(port())).toEqual([0, 1]);
  });

  test('a page without anything to tell does not answer when the tab is wanted', () => {
    const { ports, wake } = setUp();
    wake();
    expect(ports).toHaveLength(0);
  });

  test('a port that throws loses nothing', () => {
    const { bridge, ports, port } = setUp();
    bridge.reported(batch(0));
    port().tell(record(true));
    port().broken = true;
    bridge.reported(batch(1));
    bridge.reported(batch(2));
    expect(ports).toHaveLength(2);
    port().tell(record(true));
    expect(seqs(port())).toEqual([0, 1, 2]);
  });

  test('back from the cache it always opens a new port and sends what is not acknowledged', () => {
    const { bridge, ports, port } = setUp();
    bridge.reported(batch(0));
    port().tell(record(true));
    bridge.leaving();
    bridge.restored();
    expect(ports).toHaveLength(2);
    expect(port().sent[0]).toMatchObject({ kind: 'page.hello', lifecycle: 'bfcache' });
    port().tell(record(true));
    expect(seqs(port())).toEqual([0]);
    ports[0]?.tell({ kind: 'page.acknowledged', seq: 0 });
    ports[0]?.drop();
    expect(ports).toHaveLength(2);
  });

  test('once the extension was replaced it goes quiet for good and says so to the hook (T19)', () => {
    const { bridge, ports, port, state, passTime, wake } = setUp();
    bridge.reported(batch(0));
    port().tell(record(true));
    state.invalidated = true;
    port().drop();
    passTime();
    bridge.reported(batch(1));
    wake();
    bridge.restored();
    expect(ports).toHaveLength(1);
    expect(state.stopped).toBe(1);
  });

  test('reads no cookie until one is to be watched, then tells of that one and of its changes', () => {
    const { bridge, port, state } = setUp();
    const cookies = () => port().sent.filter(({ kind }) => kind === 'page.cookie');
    state.cookies = 'session=secret; visitor_id=V1; visitor_id2=X';
    bridge.reported(batch(0));
    port().tell(record(true));
    expect(state.reads).toBe(0);
    port().tell({ kind: 'page.watch', cookie: 'visitor_id' });
    bridge.reported(batch(1));
    state.cookies = 'session=secret; visitor_id=V2';
    bridge.reported(batch(2));
    state.cookies = 'session=secret';
    bridge.reported(batch(3));
    bridge.reported(batch(4));
    expect(cookies()).toEqual(['V1', 'V2', null].map((value) => ({ kind: 'page.cookie', name: 'visitor_id', value })));
    port().tell({ kind: 'page.watch', cookie: null });
    const { reads } = state;
    bridge.reported(batch(5));
    expect(state.reads).toBe(reads);
    expect(JSON.stringify(port().sent)).not.toContain('secret');
  });

  test('ignores what it does not know', () => {
    const { bridge, port } = setUp();
    bridge.reported('rubbish');
    bridge.reported(batch(0));
    for (const message of [null, 1, 'x', {}, { kind: 'page.acknowledged', seq: 'all' }]) port().tell(message);
    port().tell(record(true));
    expect(seqs(port())).toEqual([0]);
  });
});
