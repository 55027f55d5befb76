import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readBody } from '../../../demo/http.ts';
import type { Answer, Ask, AuthPage } from './auth-page.ts';

/** All sites of the corpus on one port: `<name>.localhost`, and `idp-<name>.localhost` for what belongs to somebody else. */
export type CorpusSite = { readonly appOf: (name: string) => string; readonly stop: () => Promise<void> };

const cookiesOf = (request: IncomingMessage): ReadonlyMap<string, string> =>
  new Map((request.headers.cookie ?? '').split('; ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));

export async function startCorpusSite(pages: readonly AuthPage[]): Promise<CorpusSite> {
  const byName = new Map(pages.map((page) => [page.name, page]));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const host = request.headers.host ?? '';
    const port = host.slice(host.indexOf(':'));
    const label = host.slice(0, host.indexOf('.'));
    const isProvider = label.startsWith('idp-');
    const name = isProvider ? label.slice(4) : label;
    const { pathname, searchParams: query } = new URL(request.url ?? '/', `http://${host}`);
    const method = request.method ?? 'GET';
    const cors = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
      'access-control-allow-methods': '*',
    };
    const body = (await readBody(request)).toString('utf8');
    const place = isProvider ? 'idp ' : '';
    const routes = byName.get(name)?.routes ?? {};
    const route = routes[`${place}${method} ${pathname}`] ?? routes[`${place}${pathname}`];
    if (method === 'OPTIONS' || pathname === '/collect') {
      response.writeHead(204, cors);
      response.end();
      return;
    }
    const ask: Ask = { method, query, form: new URLSearchParams(body), body, cookies: cookiesOf(request) };
    const found: Answer = typeof route === 'function' ? route(ask) : (route ?? { status: 404, html: 'no such page' });
    const placed = (text: string): string =>
      text.replaceAll('{app}', `http://${name}.localhost${port}`).replaceAll('{idp}', `http://idp-${name}.localhost${port}`);
    response.writeHead(found.status ?? 200, {
      ...cors,
      'content-type': found.json === undefined ? 'text/html; charset=utf-8' : 'application/json',
      ...(found.to === undefined ? {} : { location: placed(found.to) }),
      ...(found.cookies === undefined ? {} : { 'set-cookie': [...found.cookies] }),
    });
    response.end(found.json === undefined ? placed(found.html ?? '') : JSON.stringify(found.json));
  };

  const server = await listen((request, response) => void answer(request, response), 0);
  const { port } = new URL(server.url);
  return { appOf: (name) => `http://${name}.localhost:${port}`, stop: server.stop };
}
