import { describe, expect, test } from 'vitest';
import { listen, readBody, send } from '../../../demo/http.ts';
import { eventually } from '../support/eventually.ts';
import type { BrowserKind, Listener } from './listener.ts';
import { onSite } from './site-and-listener.ts';

type Got = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: string };

const seen = (name: string): string => JSON.stringify([{ event: name, properties: { token: 'T', distinct_id: 'D', $insert_id: name } }]);

/** What a page says of each of its requests: the status, or the name of the error. */
const page = (collector: string): string => `<script>
  const to = ${JSON.stringify(collector)};
  const ask = (body, init) => new Request(to, { method: 'POST', mode: 'cors', body, ...init });
  const answers = [];
  const say = async (promise) => { try { answers.push(String((await promise()).status)); } catch (error) { answers.push(error.name); } };
  addEventListener('load', async () => {
    await say(() => fetch(to, { method: 'POST', body: ${JSON.stringify(seen('plain'))} }));
    await say(() => fetch(ask(${JSON.stringify(seen('request'))}, { keepalive: true })));
    await say(() => fetch(ask(${JSON.stringify(seen('of json'))}, { headers: { 'content-type': 'application/json' } })));
    await say(() => fetch(ask('ignored'), { body: ${JSON.stringify(seen('of init'))} }));
    await say(() => fetch(ask(new TextEncoder().encode(${JSON.stringify(seen('bytes'))}))));
    const form = new FormData();
    form.append('note', 'a form');
    await say(() => fetch(ask(form)));
    await say(() => fetch(ask(new File(['a file'], 'a.txt', { type: 'text/plain' }))));
    const used = ask(${JSON.stringify(seen('used up'))});
    await used.text();
    await say(() => fetch(used));
    const locked = ask(${JSON.stringify(seen('locked'))});
    locked.body?.getReader();
    if (locked.body) await say(() => fetch(locked));
    const aborted = new AbortController();
    aborted.abort();
    await say(() => fetch(ask(${JSON.stringify(seen('aborted'))}, { signal: aborted.signal })));
    await say(() => fetch(new Request(to)));
    await say(() => fetch(ask(${JSON.stringify(seen('last'))})));
    document.title = answers.join(' ');
  });
</script>`;

/** Boundaries of forms are random. */
const settled = (text: string | undefined): string | undefined =>
  text?.replaceAll(/-+[\w-]*form[\w-]*boundary[\w-]+|geckoformboundary\w+|-{20,}\w+/gi, 'boundary');

async function visit(kind: BrowserKind, hooked: boolean, check: (listener: Listener) => Promise<void>, head = page) {
  const got: Got[] = [];
  let answers = '';
  const server = await listen(async (request, response) => {
    const body = (await readBody(request)).toString('utf8');
    const { 'content-length': length, 'transfer-encoding': coding, 'content-type': type } = request.headers;
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    if (request.method !== 'OPTIONS')
      got.push({
        headers: { length: type?.includes('form-data') ? 'any' : length, coding, type: settled(type) },
        body: settled(body) ?? '',
      });
    send(response, { status: 200, headers: cors });
  }, 0);
  try {
    await onSite(
      kind,
      async (site, listener) => {
        const tab = await listener.newPage();
        await tab.goto(site.page('/', { head: head(server.url) }));
        answers = await eventually('all answers', async () => {
          const title = await tab.title();
          return title === 'Test site' ? null : title;
        });
        await check(listener);
      },
      { hooked },
    );
  } finally {
    await server.stop();
  }
  return { got, answers };
}

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  test('requests made with a Request arrive as without the hook, and are seen where they are text', async () => {
    const plain = await visit(kind, false, async () => {});
    const hooked = await visit(kind, true, async (listener) => {
      // The body of a Request is read beside the page's own request, and may be there after the next one.
      const expected = [seen('plain'), seen('request'), seen('of json'), seen('of init'), 'cannot be read', seen('last')].sort();
      const saidOf = ({ body, why }: { readonly body: string | null; readonly why?: string }): string => body ?? why ?? '';
      await listener.until('every request', () =>
        expected.every((one) => listener.of('wire.raw').some((report) => saidOf(report) === one)),
      );
      const settledOf = (request: string) => listener.of('wire.settled').find((one) => one.request === request)?.outcome;
      await listener.until('its answer', () => listener.of('wire.raw').every(({ request }) => settledOf(request)));
      const reports = listener.of('wire.raw').filter(({ body }) => body !== seen('aborted'));
      expect(reports.map(saidOf).sort()).toEqual(expected);
      expect(reports.map(({ request }) => settledOf(request))).toEqual(expected.map(() => 'accepted'));
      expect(listener.of('loss.counted')).toEqual([]);
    });
    expect(hooked).toEqual(plain);
    expect(plain.got.length).toBeGreaterThan(7);
  });

  test('a beacon whose body is a Blob is told without it, once the host is known for analytics', async () => {
    const beacon = (collector: string): string => `<script>
      addEventListener('load', async () => {
        const blob = (text) => navigator.sendBeacon(${JSON.stringify(collector)}, new Blob([text], { type: 'text/plain' }));
        blob('before');
        await fetch(${JSON.stringify(collector)}, { method: 'POST', body: ${JSON.stringify(seen('plain'))} });
        blob(${JSON.stringify(seen('blob'))});
        navigator.sendBeacon(${JSON.stringify(collector)}, ${JSON.stringify(seen('text'))});
        document.title = 'done';
      });
    </script>`;
    const { got } = await visit(
      kind,
      true,
      async (listener) => {
        await listener.until('all outcomes', () => listener.of('wire.settled').length === 3);
        const sent = listener.of('wire.raw').map(({ transport, body, why }) => [transport, body ?? why]);
        expect(sent).toEqual([
          ['fetch', seen('plain')],
          ['beacon', 'cannot be read'],
          ['beacon', seen('text')],
        ]);
        expect(
          listener
            .of('wire.settled')
            .map(({ outcome }) => outcome)
            .sort(),
        ).toEqual(['accepted', 'unconfirmed', 'unconfirmed']);
      },
      beacon,
    );
    expect(got.map(({ body }) => body).sort()).toEqual(['before', seen('blob'), seen('plain'), seen('text')].sort());
  });
});
