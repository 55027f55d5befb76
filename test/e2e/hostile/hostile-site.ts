import { listen, readBody, send } from '../../../demo/http.ts';
import type { HostileCase } from './hostile-case.ts';
import { hostilePage } from './hostile-page.ts';

/** What a page told of itself when it was done. */
export type Saw = { readonly made: number; readonly lines: readonly string[] };

export type HostileSite = {
  addressOf(one: HostileCase): string;
  /** Resolves when the page of the case is done. */
  saw(one: HostileCase): Promise<Saw>;
  /** What the page sent, sorted: requests that are open together arrive in any order. */
  requests(one: HostileCase): readonly string[];
  stop(): Promise<void>;
};

/** Bodies beyond this many characters are told by their length. */
const bodyMost = 2_000;

/** Serves the pages of all cases and takes what they send. Nothing of it is random, so that two visits can be compared. */
export async function startHostileSite(cases: readonly HostileCase[]): Promise<HostileSite> {
  const pages = new Map(cases.flatMap((one) => [[`/case/${one.id}`, hostilePage(one)] as const, ...Object.entries(one.more ?? {})]));
  const requests = new Map<string, string[]>();
  const told = new Map<string, (saw: Saw) => void>();
  const awaited = new Map(cases.map(({ id }) => [id, new Promise<Saw>((resolve) => void told.set(id, resolve))]));
  const server = await listen(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site');
    const [, kind, id = ''] = pathname.split('/');
    const page = pages.get(pathname);
    if (page !== undefined) return send(response, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page });
    const body = await readBody(request, 256 * 1024 * 1024).then(
      (bytes) => (kind === 'relay' && bytes.length > bodyMost ? `${bytes.length} bytes` : bytes.toString('utf8')),
      () => 'broken off',
    );
    if (kind === 'relay') {
      const type = request.headers['content-type'] ?? 'no type';
      requests.set(id, [...(requests.get(id) ?? []), `${request.method} ${search} ${type} ${body}`]);
    }
    if (kind === 'saw') {
      const [made = '', ...lines] = body.split('\n');
      told.get(id)?.({ made: Number(made), lines: lines.slice(0, -1).map((line) => line.replaceAll(server.url, '<site>')) });
    }
    send(response, { status: kind === 'relay' || kind === 'saw' ? 200 : 404, body: 'ok' });
  }, 0);
  return {
    addressOf: ({ id }) => `${server.url}/case/${id}`,
    saw: ({ id }) => awaited.get(id) as Promise<Saw>,
    requests: ({ id }) => (requests.get(id) ?? []).toSorted(),
    stop: server.stop,
  };
}
