import type { Request } from '@playwright/test';

/** What brings an SDK and its settings. */
const startsSdk = new Set(['script', 'fetch', 'xhr']);
/** How long after a page began what it loads may be an SDK's, in ms. Later it may be a poll that never ends. */
const startMs = 5_000;

export type PageRequest = Pick<Request, 'frame' | 'isNavigationRequest' | 'resourceType'>;

/** What pages that have just begun still wait for. */
export const createStarting = (now: () => number) => {
  const began = new WeakMap<object, number>();
  const until = new Map<PageRequest, number>();
  const frameOf = (request: PageRequest): object | null => {
    try {
      return request.frame();
    } catch {
      return null;
    }
  };
  return {
    take: (request: PageRequest): void => {
      const frame = frameOf(request);
      if (frame === null) return;
      if (request.isNavigationRequest()) began.set(frame, now());
      const end = (began.get(frame) ?? 0) + startMs;
      if (startsSdk.has(request.resourceType()) && now() < end) until.set(request, end);
    },
    drop: (request: PageRequest): void => void until.delete(request),
    isBusy: (): boolean => {
      for (const [request, end] of until) if (now() >= end) until.delete(request);
      return until.size > 0;
    },
  };
};
