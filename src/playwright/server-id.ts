import type { BrowserContext } from '@playwright/test';
import type { FactOf } from '../core/observation.ts';

/** Tells of the cookie in which the site's servers keep an anonymous id, which scripts may not see, whenever it has changed. */
export const createServerId = (context: BrowserContext, name: string, say: (fact: FactOf<'storage.changed'>) => void) => {
  let told: string | null = null;
  return {
    look: async (): Promise<void> => {
      const cookies = await context.cookies().catch(() => []);
      const value = cookies.find((cookie) => cookie.name === name)?.value ?? null;
      if (value === told) return;
      told = value;
      say({
        kind: 'storage.changed',
        vendor: 'server',
        project: name,
        area: 'cookie',
        ids: { anonymousId: value, knownId: null },
        unsent: null,
        capturing: 'unknown',
        cause: null,
      });
    },
  };
};
