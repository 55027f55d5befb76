import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The least that any observer of a page must do before its first script: take the built-ins a page may replace, put an empty
 * proxy round those that SDKs send and store with, listen to the document's life, and stand in the place of the globals.
 * Most of its time the browser spends on making interfaces that this page would not have asked for.
 */
const bareStart = `(() => {
  const descriptorOf = Object.getOwnPropertyDescriptor;
  const define = Reflect.defineProperty;
  const { apply } = Reflect;
  for (const kind of [URL, MessageEvent, URLSearchParams, TextDecoder, Request, Response, Headers, Blob, ReadableStream, Crypto]) kind.prototype;
  const heard = () => {};
  for (const name of ['port', 'pagehide', 'pageshow', 'visibilitychange', 'popstate', 'hashchange', '$mp_sdk_to_extension_event', 'RSA_Initialised'])
    addEventListener(name, heard, true);
  const wrap = (owner, name, role = 'value') => {
    const found = descriptorOf(owner, name);
    found[role] = new Proxy(found[role], { __proto__: null, apply: (target, self, args) => apply(target, self, args) });
    define(owner, name, found);
  };
  for (const [owner, names] of [
    [History.prototype, ['pushState', 'replaceState']],
    [Storage.prototype, ['setItem', 'removeItem', 'clear']],
    [window, ['fetch']],
    [XMLHttpRequest.prototype, ['open', 'setRequestHeader', 'send']],
    [Navigator.prototype, ['sendBeacon']],
    [HTMLFormElement.prototype, ['submit']],
    [IDBObjectStore.prototype, ['put', 'delete']],
    [CredentialsContainer.prototype, ['get']],
  ]) for (const name of names) wrap(owner, name);
  wrap(Document.prototype, 'cookie', 'set');
  wrap(HTMLImageElement.prototype, 'src', 'set');
  for (let index = 0; index < 23; index += 1) {
    const name = 'global' + index;
    let value;
    if (!descriptorOf(window, name))
      define(window, name, { configurable: true, enumerable: false, get: () => value, set: (next) => { value = next; } });
  }
})();`;

/** An extension that does only that, as ours does it: by a script in the page's world. */
export async function writeBareExtension(folder: string): Promise<void> {
  const scripts = [{ matches: ['<all_urls>'], js: ['bare-start.js'], run_at: 'document_start', world: 'MAIN', all_frames: true }];
  await writeFile(join(folder, 'bare-start.js'), bareStart);
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ manifest_version: 3, name: 'bare', version: '1', content_scripts: scripts }),
  );
}
