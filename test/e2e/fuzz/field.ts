import type { IncomingMessage } from 'node:http';
import type { Page } from 'puppeteer-core';
import { bodyText } from '../../../demo/decode-payloads.ts';
import { listen, type Reply, readBody, send } from '../../../demo/http.ts';
import type { Json } from '../../../src/core/json.ts';
import { json } from '../sdk/sdk-site.ts';
import type { Place } from '../sdk/sdk-under-test.ts';
import { bundled, cors, script as scriptFile } from '../sdk/served.ts';
import { pause } from '../support/eventually.ts';
import type { FuzzForm } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import type { Script } from './script.ts';

/** An ingestion request's payloads, as they arrived at `at` from the page of `host`. */
export type Arrived = { readonly at: number; readonly host: string; readonly payloads: readonly Json[] };

/** A site of its own name for each script, and one collector for all vendors, on one port. */
export type Field = {
  readonly port: number;
  /** Makes the script's pages; returns their host. */
  put(script: Script): string;
  of(host: string): readonly Arrived[];
  unanswered(): readonly string[];
  stop(): Promise<void>;
};

export const formOf = (script: Script): FuzzForm => {
  const form = dialects[script.vendor].forms[script.form];
  if (form === undefined) throw new Error(`${script.vendor} has no ${script.form}.`);
  return form;
};

/** A task of statements: what one throws, keeps the next from nothing. */
export const taskOf = (statements: readonly string[], sdk: string): string =>
  statements.map((one) => `try { ${one.replaceAll('%', sdk)} } catch {}`).join('\n');

export async function startField(): Promise<Field> {
  const scripts = new Map<string, Script>();
  const opened = new Map<string, number>();
  const arrived: Arrived[] = [];
  const unanswered: string[] = [];

  const placeOf = (vendor: string, host: string): Place => ({
    origin: `http://${host}`,
    collector: `http://in.${vendor}.test`,
    host: `in.${vendor}.test`,
  });

  const page = (script: Script, host: string): Reply => {
    const form = formOf(script);
    const visit = opened.get(host) ?? 0;
    opened.set(host, visit + 1);
    const config = dialects[script.vendor].configs[script.config] ?? {};
    const early =
      visit === 0 || script.earlyAlways
        ? `<script>${taskOf(script.early, form.sdk).replaceAll(/'E(\d+)'/g, `'E$1x${visit}'`)}</script>`
        : '';
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fuzz</title><link rel="icon" href="data:,">${form.head(placeOf(script.vendor, host), config)}${early}</head><body></body></html>`,
    };
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'fuzz.test'}`);
    if (request.method === 'OPTIONS') return { status: 204 };
    const vendor = /^in\.(\w+)\.test$/.exec(url.hostname)?.[1];
    const from = request.headers.origin ?? request.headers.referer;
    const host = vendor === undefined ? url.hostname : from === undefined ? '' : new URL(from).hostname;
    const script = scripts.get(host);
    if (script === undefined) return { status: 404, body: 'no such site' };
    const form = formOf(script);
    if (url.pathname === '/app.js' && form.bundle !== undefined) return scriptFile(bundled(form.bundle), url.pathname);
    const file = form.files[url.pathname];
    if (file !== undefined) return scriptFile(file(), url.pathname);
    if (vendor === undefined) return page(script, host);
    const { sdk } = dialects[script.vendor];
    const body = await readBody(request);
    const asked = { method: request.method ?? 'GET', url, headers: request.headers, body, text: bodyText(body) };
    const beacon = script.vendor === 'rudderstack' && url.pathname === '/beacon/v1/batch';
    const settings = sdk.settings(asked, placeOf(script.vendor, host));
    if (settings !== null) return settings;
    const payloads = beacon ? sdk.payloads({ ...asked, url: new URL('/v1/batch', url) }) : sdk.payloads(asked);
    if (payloads === null) {
      unanswered.push(`${request.method} ${url.href}`);
      return { status: 404, body: 'Nothing is collected here.' };
    }
    arrived.push({ at: Date.now(), host, payloads });
    return sdk.accepted?.(asked) ?? json({ success: true });
  };

  const server = await listen((request, response) => {
    answer(request).then(
      (reply) => send(response, { ...reply, headers: { ...cors(request), ...reply.headers } }),
      (error: unknown) => {
        unanswered.push(`${request.method} ${request.url}: ${String(error)}`);
        send(response, { status: 500, headers: cors(request), body: String(error) });
      },
    );
  }, 0);
  let count = 0;
  return {
    port: Number(new URL(server.url).port),
    put: (script) => {
      count += 1;
      const host = `w${count}.test`;
      scripts.set(host, script);
      return host;
    },
    of: (host) => arrived.filter((one) => one.host === host),
    unanswered: () => unanswered,
    stop: server.stop,
  };
}

/** Until `host` has sent nothing for `ms`. */
export async function quiet(field: Field, host: string, ms: number): Promise<void> {
  for (let before = -1; before !== field.of(host).length; ) {
    before = field.of(host).length;
    await pause(ms);
  }
}

export const isReady = (page: Page, form: FuzzForm): Promise<boolean> =>
  page.evaluate(`(() => { try { return Boolean(${form.ready}) } catch { return false } })()`).then(Boolean, () => false);
