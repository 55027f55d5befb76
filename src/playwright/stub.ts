import type { BrowserContext, Route } from '@playwright/test';
import { decodeRequest } from '../adapters/index.ts';
import { rawOf } from './network.ts';
import { stubAnswer } from './stub-answers.ts';

const kinds = new Set(['fetch', 'xhr', 'ping', 'beacon', 'image', 'script', 'other']);

/** Answers analytics requests of a context in place of the vendors' servers. Everything else goes its own way. */
export const startStub = async (context: BrowserContext): Promise<{ readonly stop: () => Promise<void> }> => {
  const answer = async (route: Route): Promise<void> => {
    const request = route.request();
    const stub = kinds.has(request.resourceType()) ? stubAnswer(rawOf(request), decodeRequest) : null;
    if (stub === null) {
      await route.fallback();
      return;
    }
    await route.fulfill({
      status: stub.status,
      headers: {
        'content-type': stub.type,
        'access-control-allow-origin': request.headers().origin ?? '*',
        'access-control-allow-credentials': 'true',
      },
      body: stub.body,
    });
  };
  // A page that closes takes its requests with it.
  const handler = (route: Route): Promise<void> => answer(route).catch(() => undefined);
  await context.route(/^https?:/, handler);
  return { stop: () => context.unroute(/^https?:/, handler) };
};
