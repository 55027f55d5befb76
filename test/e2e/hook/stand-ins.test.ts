import { describe, expect, test } from 'vitest';
import { onSite } from './site-and-listener.ts';

/**
 * Stand-ins, not the SDKs: gtag.js, the closed libraries and the other tools are not to be had here. Each does what its documented
 * snippet does (how it asks for its name, makes its stub, and how a library takes over), and writes down what it was given.
 */
const page = `<script>
  window.given = [];
  const note = (who) => (...args) => void given.push(who + ' ' + JSON.stringify(args, (key, value) => (typeof value === 'function' ? 'function' : value)));
</script>
<script>
  window.dataLayer = window.dataLayer || [];
  function gtag() { dataLayer.push(arguments); }
  gtag('js', 'now');
  gtag('config', 'G-1', { user_id: 'u-1' });
  dataLayer.push({ event: 'login', user_id: 'u-1' });
  // The library looks through the queue, then follows it by a push of its own.
  { const first = dataLayer.push;
    for (const entry of dataLayer) note('gtag')(Array.from(entry));
    dataLayer.push = function (...entries) { for (const entry of entries) note('gtag')(Array.from(entry)); return first.apply(dataLayer, entries); }; }
  gtag('event', 'purchase', { value: 1 });
  gtag('set', { user_id: null });
</script>
<script>
  var _kmk = _kmk || 'KM'; var _kmq = _kmq || [];
  _kmq.push(['identify', 'u-1']); _kmq.push(['record', 'Bought']);
  for (const entry of _kmq) note('km')(entry);
  var _cio = _cio || [];
  for (const method of ['identify', 'track', 'page']) _cio[method] = (...args) => void _cio.push([method, ...args]);
  _cio.identify({ id: 'u-1' });
  note('cio')(Array.from(_cio));
</script>
<script>
  window.heap = window.heap || [];
  heap.load = (id) => { heap.appid = id; };
  for (const method of ['identify', 'resetIdentity', 'track']) heap[method] = (...args) => void heap.push([method, ...args]);
  heap.load('11');
</script>
<script>heap.identify('u-1'); heap.resetIdentity(); note('heap')(Array.from(heap));</script>
<script>
  (function () {
    var w = window, ic = w.Intercom;
    if (typeof ic === 'function') { ic('update', w.intercomSettings); return; }
    var i = function () { i.c(arguments); }; i.q = []; i.c = function (args) { i.q.push(args); }; w.Intercom = i;
  })();
  Intercom('boot', { app_id: 'app1', user_id: 'u-1' }); Intercom('trackEvent', 'x'); Intercom('shutdown');
  note('intercom')(Intercom.q.map((args) => Array.from(args)));
</script>
<script>
  window._fs_org = 'ORG'; window._fs_namespace = 'FS';
  (function (m, e) {
    if (e in m) { note('fs')('namespace conflict'); return; }
    var g = m[e] = function (a, b) { g.q.push([a, b]); }; g.q = [];
    g.identify = function (uid, vars) { g('user', { uid: uid }); if (vars) g(uid, vars); };
  })(window, window._fs_namespace);
</script>
<script>FS('setIdentity', { uid: 'u-1' }); FS.identify('u-2'); FS('setIdentity', { anonymous: true }); note('fs')(FS.q);</script>
<script>
  (function (h) { h.hj = h.hj || function () { (h.hj.q = h.hj.q || []).push(arguments); }; h._hjSettings = { hjid: 77, hjsv: 6 }; })(window);
  hj('identify', 'u-1', { plan: 'pro' }); hj('event', 'x'); note('hj')(hj.q.map((args) => Array.from(args)));
  window.zE || (function () { var n = window.zE = window.zEmbed = function () { n._.push(arguments); }; n._ = []; })();
  zE('messenger', 'loginUser', function () {}); zE('messenger', 'open'); zE('messenger', 'logoutUser'); note('zE')(zE._.map((args) => Array.from(args)));
  var Sentry = (function (exports) { exports.init = note('sentry'); exports.setUser = note('sentry'); return exports; })({});
  Sentry.init({ dsn: 'https://key@o1.ingest.example.test/42' }); Sentry.setUser({ id: 'u-1' }); Sentry.setUser(null);
  class Recorder { constructor() { this.own = 1; } init(...args) { note('logrocket')(...args); } identify(...args) { note('logrocket')(this.own, ...args); } }
  window.LogRocket = new Recorder(); LogRocket.init('shop/web'); LogRocket.identify('u-1');
</script>`;

const told: readonly string[] = [
  'ga4 config ["G-1",{"user_id":"u-1"}]',
  'ga4 dataLayer [{"event":"login","user_id":"u-1"}]',
  'ga4 event ["purchase",{"value":1}]',
  'ga4 set [{"user_id":null}]',
  'kissmetrics identify ["u-1"]',
  'kissmetrics record ["Bought"]',
  'customerio identify [{"id":"u-1"}]',
  'heap identify ["u-1"]',
  'heap resetIdentity []',
  'intercom boot [{"app_id":"app1","user_id":"u-1"}]',
  'intercom shutdown []',
  'fullstory setIdentity [{"uid":"u-1"}]',
  'fullstory identify ["u-2"]',
  'fullstory setIdentity [{"anonymous":true}]',
  'hotjar identify ["u-1",{"plan":"pro"}]',
  'zendesk messenger loginUser',
  'zendesk messenger logoutUser []',
  'sentry init [{"dsn":"https://key@o1.ingest.example.test/42"}]',
  'sentry setUser [{"id":"u-1"}]',
  'sentry setUser [null]',
  'logrocket init ["shop/web"]',
  'logrocket identify ["u-1"]',
];

describe.each(['chromium', 'firefox'] as const)('stand-ins for gtag, the closed libraries and the other tools, in %s', (kind) => {
  const visit = async (hooked: boolean) => {
    let given: readonly string[] = [];
    let calls: readonly string[] = [];
    let found: readonly string[] = [];
    await onSite(
      kind,
      async (site, listener) => {
        const tab = await listener.newPage();
        await tab.goto(site.page('/', { head: page }));
        given = (await tab.evaluate('given')) as string[];
        if (!hooked) return;
        await listener.until('the last call', () =>
          listener.of('call.observed').some(({ vendor, method }) => vendor === 'logrocket' && method === 'identify'),
        );
        calls = listener
          .of('call.observed')
          .filter(({ parent }) => parent === null)
          .map(({ vendor, method, args }) => `${vendor} ${method}${method === 'messenger loginUser' ? '' : ` ${JSON.stringify(args)}`}`);
        found = listener.of('sdk.found').map(({ vendor, project }) => `${vendor} ${project}`);
      },
      { hooked },
    );
    return { given, calls, found };
  };

  test('they are given the same with and without the hook, and every call that carries identity is told', async () => {
    const without = await visit(false);
    const seen = await visit(true);
    expect(without.given.length).toBeGreaterThan(12);
    expect(seen.given).toEqual(without.given);
    expect(seen.given.join()).not.toContain('conflict');
    expect(seen.calls).toEqual(told);
    expect(seen.found).toEqual([
      'ga4 null',
      'kissmetrics KM',
      'customerio null',
      'heap 11',
      'intercom null',
      'fullstory ORG',
      'hotjar 77',
      'zendesk null',
      'sentry null',
      'logrocket null',
    ]);
  });
});
