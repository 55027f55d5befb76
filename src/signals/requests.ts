import type { PageFact } from '../core/page-fact.ts';

/** A request of the page that carries no analytics. `headers` are names in lower case. */
export type Asked = { readonly method: string; readonly url: string; readonly headers: readonly string[] };

/** Told of each request; answers with who wants to know of its end. */
export type RequestWatcher = (asked: Asked) => ((status: number | null) => void) | null;

/** Brings beginnings and ends of requests together. */
export const createRequests = (watchers: readonly RequestWatcher[]) => {
  const open = new Map<string, readonly ((status: number | null) => void)[]>();
  return (fact: PageFact): void => {
    if (fact[0] === 'begin') {
      const [, request, method, url, headers] = fact;
      const ends = watchers.flatMap((watcher) => watcher({ method, url, headers }) ?? []);
      if (ends.length > 0) open.set(request, ends);
    } else if (fact[0] === 'end') {
      const ends = open.get(fact[1]) ?? [];
      open.delete(fact[1]);
      for (const end of ends) end(fact[2]);
    }
  };
};
