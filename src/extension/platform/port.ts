import type { Runtime } from './browser.ts';

/** Who opened a line, as the browser says it; nothing in here comes from a message. */
export type Sender = {
  readonly extension: string | null;
  readonly url: string | null;
  readonly document: string | null;
  readonly tab: number | null;
  readonly frame: number | null;
  readonly incognito: boolean;
  /** Firefox containers; absent elsewhere. */
  readonly cookieStore: string | null;
};

/** One end of a runtime port. `post` on a closed line does nothing: `onClose` is where an end is handled. */
export type Line = {
  readonly name: string;
  readonly sender: Sender;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
};

/**
 * A prerendered document is numbered like a frame, even after it was shown. Only top documents and their same-origin
 * frames load while prerendering, so that it counts as the top one.
 */
const frameOf = (sender: (Runtime.MessageSender & { readonly documentLifecycle?: string }) | undefined): number | null =>
  sender?.documentLifecycle === 'prerender' ? 0 : (sender?.frameId ?? null);

const senderOf = (sender: Runtime.MessageSender | undefined): Sender => ({
  extension: sender?.id ?? null,
  url: sender?.url ?? null,
  document: sender?.documentId ?? null,
  tab: sender?.tab?.id ?? null,
  frame: frameOf(sender),
  incognito: sender?.tab?.incognito ?? false,
  cookieStore: sender?.tab?.cookieStoreId ?? null,
});

/** Wraps a runtime port of either browser. */
export const lineOf = (port: Runtime.Port): Line => ({
  name: port.name,
  sender: senderOf(port.sender),
  post: (message) => {
    try {
      port.postMessage(message);
    } catch {
      // The other end is gone and its disconnect event is on its way.
    }
  },
  onMessage: (listener) => port.onMessage.addListener((message: unknown) => listener(message)),
  onClose: (listener) => port.onDisconnect.addListener(() => listener()),
  close: () => port.disconnect(),
});
