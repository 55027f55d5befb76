/**
 * A page with a Mixpanel instance whose methods do nothing, announced to the extension as the real one announces itself:
 * what a call costs beyond that is the observer's. `sdk` is observed, `bare` is the same and is not.
 */
export const standInPage = `<script>
  class Sdk {
    version = '2.83.0';
    constructor(token) { this.config = { token, name: 'mixpanel' }; }
  }
  class Bare {}
  let sum = 0;
  for (const of of [Sdk, Bare]) for (const name of ${JSON.stringify('identify,reset,alias,opt_in_tracking,opt_out_tracking,track,track_pageview'.split(','))})
    Object.defineProperty(of.prototype, name, { value: { [name](first, second) { sum += arguments.length; return second; } }[name], configurable: true, writable: true });
  document.cookie = 'mp_TOK_mixpanel=' + encodeURIComponent(JSON.stringify({
    distinct_id: 'u-1', $device_id: '18f3a2b1-0c9d-4e5f-a6b7-c8d9e0f1a2b3', $user_id: 'u-1', $initial_referrer: '$direct',
    $initial_referring_domain: '$direct', __mps: {}, __mpso: {}, __mpus: {}, plan: 'pro', locale: 'en-GB',
  })) + ';path=/';
  globalThis.sdk = new Sdk('TOK');
  globalThis.bare = new Bare();
  dispatchEvent(new CustomEvent('$mp_sdk_to_extension_event', { detail: { instance: sdk, source: 'module' } }));
  // 0.5 kB as JSON: what a page sends with an event of a shop.
  globalThis.payload = {
    sku: 'KX-2041-BL', name: 'Canvas backpack, blue, 24 litres', price: 79.9, currency: 'EUR', quantity: 1,
    categories: ['bags', 'outdoor', 'summer sale'], inStock: true, rating: 4.6, coupon: null,
    list: { id: 'search', position: 7, query: 'blue backpack', filters: { colour: 'blue', size: '20-30', brand: null } },
    experiment: { name: 'list-order', variant: 'b' }, url: 'https://shop.example/bags/canvas-backpack-blue?ref=search',
    referrer: 'https://shop.example/search?q=blue+backpack', session: '0f9c2e7a-51b4-4c7e-9d1a-7f7f1f0a9e11',
  };
</script>`;
