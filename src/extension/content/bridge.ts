import { protocolVersion } from '../../messages/limits.ts';
import { type PageMessage, pagePortName, type TabMessage, type ToPage } from '../../messages/page.ts';
import { createRing } from './ring.ts';

/** The part of a runtime port the bridge uses. */
export type BridgePort = {
  readonly name: string;
  postMessage(message: PageMessage): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
};

export type BridgeRuntime = {
  /** Undefined once the extension was updated or removed under the page. */
  readonly id?: string;
  connect(info: { name: string }): BridgePort;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
};

type Dependencies = {
  readonly runtime: BridgeRuntime;
  readonly lifecycle: () => 'active' | 'prerender';
  readonly clock: () => number;
  readonly wait: (ms: number, run: () => void) => void;
  /** All cookies that scripts may see. */
  readonly cookies: () => string;
  /** Tells the hook that nobody will ever listen again. */
  readonly stopHook: () => void;
};

export type Bridge = {
  /** A batch from the hook. */
  reported(batch: string): void;
  /** The page is leaving: what was never asked for is posted all the same, there is no later. */
  leaving(): void;
  /** Back from the back/forward cache: the old port is dead without saying so. */
  restored(): void;
};

/** A port opened at once after an update succeeds wrongly; a moment later it fails as it should. */
const reconnectAfter = 100;

/**
 * Keeps a document's reports until the background records them. It connects when there is something to tell, says
 * hello, and streams while `page.record` is on. A bridge that was told `off` stays silent until `tab.wanted`.
 */
export const startBridge = ({ runtime, lifecycle, clock, wait, cookies, stopHook }: Dependencies): Bridge => {
  const ring = createRing(clock);
  let port: BridgePort | null = null;
  let answer: 'none' | 'on' | 'off' = 'none';
  let away = false;
  let dead = false;
  let restoredOnce = false;
  let watched: string | null = null;
  let told: string | null | undefined;

  const die = (): void => {
    dead = true;
    port = null;
    ring.clear();
    stopHook();
  };
  const post = (message: PageMessage): void => {
    try {
      port?.postMessage(message);
    } catch {
      // The port closed under us; what was not acknowledged is sent again on the next one.
      port = null;
      ring.rewind();
    }
  };
  const stream = (): void => {
    if (port === null || (answer !== 'on' && !(away && answer === 'none'))) return;
    tellCookie();
    for (const reports of ring.take()) post({ kind: 'page.reported', reports });
  };
  /** Nothing of other cookies leaves the page. */
  const tellCookie = (): void => {
    if (watched === null || answer !== 'on') return;
    const name = watched;
    const value =
      cookies()
        .split('; ')
        .find((pair) => pair.startsWith(`${name}=`))
        ?.slice(name.length + 1) || null;
    if (value !== told) post({ kind: 'page.cookie', name, value });
    told = value;
  };
  const heard = (message: unknown): void => {
    const said = message as ToPage | null;
    if (said?.kind === 'page.record') {
      if (said.on && answer !== 'on') ring.rewind();
      answer = said.on ? 'on' : 'off';
      stream();
    } else if (said?.kind === 'page.watch') {
      watched = said.cookie;
      told = undefined;
      tellCookie();
    } else if (said?.kind === 'page.acknowledged' && Number.isInteger(said.seq)) ring.forget(said.seq);
  };
  const connect = (): void => {
    if (dead || port !== null) return;
    try {
      if (runtime.id === undefined) {
        die();
        return;
      }
      const opened = runtime.connect({ name: pagePortName });
      port = opened;
      answer = 'none';
      ring.rewind();
      opened.onMessage.addListener((message) => {
        if (opened === port) heard(message);
      });
      opened.onDisconnect.addListener(() => {
        if (opened === port) lost();
      });
      post({ kind: 'page.hello', version: protocolVersion, lifecycle: restoredOnce ? 'bfcache' : lifecycle() });
    } catch {
      die();
    }
  };
  const lost = (): void => {
    const wasOn = answer === 'on';
    port = null;
    if (wasOn && ring.hasUnconfirmed()) wait(reconnectAfter, connect);
  };

  runtime.onMessage.addListener((message) => {
    if ((message as TabMessage | null)?.kind !== 'tab.wanted' || dead) return;
    if (port === null && !ring.hasUnconfirmed() && answer === 'none') return;
    connect();
  });

  return {
    reported(batch) {
      if (dead || !ring.add(batch)) return;
      if (port === null && answer !== 'off') connect();
      stream();
    },
    leaving() {
      away = true;
      stream();
    },
    restored() {
      if (dead || (port === null && !ring.hasUnconfirmed())) return;
      away = false;
      restoredOnce = true;
      const old = port;
      port = null;
      try {
        old?.disconnect();
      } catch {
        // It was closed from the other side.
      }
      connect();
    },
  };
};
