import type { PageFact } from '../core/page-fact.ts';

/** A request of the page that carries no analytics. `headers` are names in lower case. */
export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  /** The GraphQL operation or kind of token that its body names. */
  readonly operation: string | null;
};

/** Told of each request; answers with who wants to know of its end. */
export type RequestWatcher = (asked: Asked) => ((status: number | null) => void) | null;

/** Brings beginnings and ends of requests together. */
export const createRequests = (watchers: readonly RequestWatcher[], ended: () => void) => {
  const open = new Map<string, readonly ((status: number | null) => void)[]>();
  return {
    isBusy: (): boolean => open.size > 0,
    take: (fact: PageFact): void => {
      if (fact[0] === 'begin') {
        const [, request, method, url, headers, operation] = fact;
        open.set(
          request,
          watchers.flatMap((watcher) => watcher({ method, url, headers, operation }) ?? []),
        );
      } else if (fact[0] === 'end') {
        const ends = open.get(fact[1]) ?? [];
        open.delete(fact[1]);
        for (const end of ends) end(fact[2]);
        ended();
      }
    },
  };
};
