import type { Line } from '../platform/port.ts';

/**
 * Listens at once, hands on later: an event that wakes the worker is only delivered to listeners that were there
 * synchronously, while whoever handles it has to wait until the store was read. What waits is little: until it is answered a page
 * says no more than that it is there, and when it leaves what its ring holds.
 */
export const earlyLine = (line: Line): Line => {
  const waiting: unknown[] = [];
  let heard: ((message: unknown) => void) | null = null;
  let closed = false;
  let ended: (() => void) | null = null;
  line.onMessage((message) => {
    if (heard === null) waiting.push(message);
    else heard(message);
  });
  line.onClose(() => {
    closed = true;
    ended?.();
  });
  return {
    name: line.name,
    sender: line.sender,
    post: line.post,
    close: line.close,
    onMessage: (listener) => {
      heard = listener;
      for (const message of waiting.splice(0)) listener(message);
    },
    onClose: (listener) => {
      ended = listener;
      // What was said before the line closed comes first.
      if (closed) queueMicrotask(listener);
    },
  };
};
