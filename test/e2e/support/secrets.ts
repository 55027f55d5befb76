import { gunzipSync, gzipSync } from 'node:zlib';
import { sdkFixture } from '../../support/sdk-fixture.ts';

type Sent = {
  readonly vendor: string;
  readonly transport: string;
  readonly path: string;
  readonly headers: object;
  readonly text: string | null;
  readonly bytes: string | null;
};

/** What real SDKs sent, one request of each encoding, as a first-party proxy gets it. */
const analytics: readonly Sent[] = [
  ['mixpanel/lifecycle-snippet-default', /\/track/],
  ['mixpanel/lifecycle-nobatch-base64-customhost-localstorage', /\/track/],
  ['segment/lifecycle-snippet', /\/v1\/i/],
  ['rudderstack/lifecycle-snippet', /\/v1\/identify/],
  ['rudderstack/lifecycle-beacon', /\/beacon/],
  ['posthog/lifecycle-nocompression-nobatch', /\/e\//],
  ['posthog/base64-compression', /\/e\//],
  ['posthog/lifecycle-snippet', /\/e\//],
  ['amplitude/lifecycle-autocapture-off', /httpapi/],
  ['amplitude/lifecycle-snippet', /httpapi/],
].map(([name, path]) => {
  const fixture = sdkFixture(name as string);
  const gzip = fixture.requests.some(({ encoding }) => encoding === 'base64');
  const request = fixture.requests.find(
    ({ url, events, encoding }) => events.length > 0 && (path as RegExp).test(url) && (encoding === 'base64') === gzip,
  );
  if (request === undefined) throw new Error(`no such request: ${name}`);
  const { pathname, search } = new URL(request.url);
  const { transport, headers, body, encoding } = request;
  const [text, bytes] = encoding === 'base64' ? [null, body] : [body, null];
  return { vendor: fixture.sdk, transport, path: `/relay${pathname}${search}`, headers, text, bytes };
});

/** The vendors whose requests the page sends. */
export const vendorsOnPage: readonly string[] = [...new Set(analytics.map(({ vendor }) => vendor))];

/** How many requests with events the page sends in all. */
export const requestsOnPage = 3 * analytics.length;

/** Every secret that the page handles begins so. */
export const secretMark = 'sEcReT';

const zipped = (what: object): string => gzipSync(JSON.stringify(what)).toString('base64');

/**
 * A page that handles secrets of every kind in every way next to analytics on the same host: passwords, cards and
 * files in forms, JSON, bytes, beacons and `Request`s, headers of others, and gzip to another origin.
 * Sets `document.title` to `done` when all is sent.
 */
export const secretsPage = (foreign: string): { readonly head: string; readonly body: string } => ({
  head: `<script>
    const bytesOf = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const quiet = (promise) => promise.catch(() => {});
    const viaXhr = (path, body, headers = {}) => new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      xhr.open('POST', path);
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
      xhr.onloadend = resolve;
      xhr.send(body);
    });
    const post = (path, body, headers = {}) => quiet(fetch(path, { method: 'POST', body, headers }));
    const secret = (name) => '${secretMark}-' + name;
    async function sendAnalytics(all) {
      for (const { transport, path, headers, text, bytes } of all) {
        const body = bytes === null ? text : bytesOf(bytes);
        if (transport === 'beacon') navigator.sendBeacon(path, body);
        else if (transport === 'xhr') await viaXhr(path, body, headers);
        else await post(path, body, headers);
      }
    }
    async function handleSecrets() {
      const login = { email: 'a@site.example', password: secret('json'), token: secret('csrf'), distinct_id: 'D1', anonymousId: 'A1', device_id: 'V1' };
      const json = JSON.stringify(login);
      await post('/login', json, { 'content-type': 'application/json' });
      await post('/login', new URLSearchParams({ ...login, password: secret('form') }));
      await post('/graphql', JSON.stringify({ query: 'mutation { login(password: "' + secret('graphql') + '") { token } }' }));
      await viaXhr('/login', JSON.stringify({ user: 'a', pass: secret('xhr') }));
      await viaXhr('/pay', 'card=' + secret('4111111111111111') + '&cvc=123', { 'content-type': 'application/x-www-form-urlencoded' });
      navigator.sendBeacon('/pay', JSON.stringify({ card: secret('beacon') }));
      navigator.sendBeacon('/pay', new Blob([JSON.stringify({ card: secret('blob') })]));
      const form = new FormData();
      form.append('password', secret('multipart'));
      form.append('file', new File([secret('file')], 'diary.txt', { type: 'text/plain' }));
      await post('/upload', form);
      await post('/upload', new File([secret('bare file')], 'diary.txt'));
      await post('/upload', new TextEncoder().encode(secret('bytes')));
      await post('/upload', new TextEncoder().encode(secret('buffer')).buffer);
      await quiet(fetch(new Request('/login', { method: 'POST', body: JSON.stringify({ password: secret('Request') }), headers: { 'content-type': 'application/json' } })));
      await quiet(fetch(new Request('/upload', { method: 'POST', body: form })));
      await post('/login', json, { authorization: 'Bearer ' + secret('bearer') });
      await quiet(fetch('/reset?token=' + secret('query'), { method: 'POST', body: secret('text') }));
      await quiet(fetch('${foreign}/api', { method: 'POST', mode: 'no-cors', body: bytesOf('${zipped({ password: `${secretMark}-gzip` })}') }));
      await quiet(fetch('${foreign}/api', { method: 'POST', mode: 'no-cors', body: JSON.stringify({ password: secret('foreign') }) }));
      document.querySelector('form').requestSubmit();
    }
    async function all() {
      const sent = ${JSON.stringify(analytics).replaceAll('<', '\\u003c')};
      await handleSecrets();
      await sendAnalytics(sent);
      // Once more, now that the host is known for what it gets; a wrapper of the page adds headers of its own.
      await handleSecrets();
      await sendAnalytics(sent.map((one) => ({ ...one, headers: { ...one.headers, authorization: 'Bearer ' + secret('wrapper') } })));
      await sendAnalytics(sent.map((one) => ({ ...one, headers: { ...one.headers, authorization: 'Basic ' + btoa('staging:' + secret('basic')) } })));
      document.title = 'done';
    }
    addEventListener('load', all);
  </script>`,
  body: `<iframe name="answer" hidden></iframe>
    <form method="post" action="/session" target="answer">
      <input type="email" name="email" value="a@site.example"><input type="password" name="password" value="${secretMark}-typed">
      <input name="card" autocomplete="cc-number" value="${secretMark}-card"><input type="hidden" name="token" value="${secretMark}-hidden">
      <button>Log in</button>
    </form>`,
});

/** Whether a text holds a secret, plainly or in base64, gzipped or not, in any of its strings. */
export const holdsSecret = (text: string): string | null => {
  const at = text.indexOf(secretMark);
  if (at >= 0) return text.slice(Math.max(0, at - 80), at + 80);
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)) {
    const bytes = Buffer.from(run, 'base64');
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    if (plain.includes(secretMark)) return run;
  }
  return null;
};
