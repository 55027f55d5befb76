import type { HostileCase } from '../hostile-case.ts';

/** SDKs and sites that look at, freeze, replace or re-enter what the hook wraps. */
export const wrapped: readonly HostileCase[] = [
  {
    id: 'looks-at-itself',
    title: 'an SDK that looks for wrappers finds its methods as it made them in all but identity (T10)',
    before: `
      window.first = { track: Pretend.prototype.track, fetch: window.fetch, open: XMLHttpRequest.prototype.open, setItem: Storage.prototype.setItem };`,
    script: `
      const { track } = Pretend.prototype;
      const text = (fn) => /\\{\\s*\\[native code\\]\\s*\\}/.test(Function.prototype.toString.call(fn));
      note('name ' + track.name + ' ' + track.length + ' ' + Object.getOwnPropertyNames(track).sort());
      note('own ' + Object.getOwnPropertyNames(sdk) + ' ' + Object.keys(Pretend.prototype) + ' ' + Object.getOwnPropertyNames(Pretend.prototype));
      note('flags ' + JSON.stringify(Object.getOwnPropertyDescriptor(Pretend.prototype, 'track')));
      note('same twice ' + (sdk.track === Pretend.prototype.track) + ' ' + (sdk.track === sdk.track));
      note('instance ' + (sdk instanceof Pretend) + ' ' + sdk.constructor.name);
      note('natives ' + [fetch, XMLHttpRequest.prototype.open, Storage.prototype.setItem, navigator.sendBeacon].map(text));
      note('native names ' + [fetch, XMLHttpRequest.prototype.open, Storage.prototype.setItem, navigator.sendBeacon].map((fn) => fn.name + fn.length));
      note('window keys ' + Object.keys(window).filter((key) => !/^(first|0)$/.test(key)).sort());
      note('unset ' + [typeof mixpanel, typeof analytics, typeof posthog, typeof amplitude, typeof rudderanalytics, String(window.dataLayer)]);
      const enumerated = []; for (const key in window) if (/mixpanel|analytics|posthog|amplitude|idscope/i.test(key)) enumerated.push(key);
      note('enumerated ' + enumerated);
      call('track', 'Looked At');
      const own = sdk.track; note('destructured ' + (() => { try { return own('x'); } catch (error) { return error.name; } })());
      note('borrowed ' + sdk.track.call({ send: (name) => 'lent ' + name }, 'x'));
      try { new sdk.track(); note('new'); } catch (error) { note('new ' + error.name); }
      class Sub extends Pretend { track(...args) { return 'sub ' + super.track(...args); } }
      made(1); note(new Sub('TOK').track('From A Subclass'));
      finish();`,
    judge: (calls) => (calls.some(({ args }) => args[0] === 'Looked At') ? null : 'the call is missing'),
  },
  {
    id: 'frozen',
    title: 'a frozen SDK works on, the panel says that its calls cannot be observed, and its requests are (T10)',
    before: `Object.freeze(Pretend.prototype); Object.freeze(sdk.config);`,
    script: `
      'use strict';
      call('track', 'Frozen', 1);
      call('track', 'Frozen Too', 2);
      try { Pretend.prototype.track = () => 'replaced'; note('replaced'); } catch (error) { note(error.name); }
      note('frozen ' + Object.isFrozen(Pretend.prototype));
      finish();`,
    countedBy: 'requests',
    note: /calls cannot be observed|not observable/,
  },
  {
    id: 're-entrant',
    title:
      'calls within calls, from getters and until the stack is used up, give the page the same, and all are recorded or counted (T11, T12)',
    script: `
      sdk.quiet = true;
      call('track', 'Outer', { get inner() { return sdk.track('From A Getter'); } });
      class Nesting extends Pretend { send(name) { return name.length < 60 ? this.track(name + '+') : name; } }
      const nesting = new Nesting('TOK');
      announce(nesting);
      made(1); note(nesting.track('Nested'));
      // Until the stack is used up: how deep that is depends on what else is on it.
      // Frames of a thousand values each, so that a dive is some hundred calls.
      const dive = new Function('depth', 'sdk', Array.from({ length: 1000 }, (_, i) => 'let v' + i + ' = depth + ' + i + ';').join('') + 'sdk.track("Deep"); this.dive(depth + 1, sdk); return ' + Array.from({ length: 1000 }, (_, i) => 'v' + i).join('+') + ';');
      const diver = { dive };
      for (let round = 0; round < 3; round += 1) {
        const before = sdk.sent;
        try { diver.dive(0, sdk); note('surfaced'); } catch (error) { note(/RangeError|InternalError/.test(error.name) ? 'out of stack' : error.name); }
        made(sdk.sent - before);
      }
      sdk.quiet = false;
      sdk.sent = 0;
      timer(() => { call('identify', 'u-1'); call('track', 'Afterwards'); finish(); }, 50);`,
    differs: true,
  },
  {
    id: 'patched-network',
    title: 'a site that patches fetch, XHR and sendBeacon before and after sees its patches called as ever (T13)',
    before: `
      window.patched = [];
      window.patch = (name) => {
        const { fetch, XMLHttpRequest: Xhr } = window;
        const { open, send } = Xhr.prototype;
        const beacon = Navigator.prototype.sendBeacon;
        window.fetch = function (...args) { patched.push(name + ' fetch ' + args.length); return fetch.apply(this, args); };
        Xhr.prototype.open = function (...args) { patched.push(name + ' open ' + args[0]); return open.apply(this, args); };
        Xhr.prototype.send = function (...args) { patched.push(name + ' send'); return send.apply(this, args); };
        Navigator.prototype.sendBeacon = function (...args) { patched.push(name + ' beacon'); return beacon.apply(this, args); };
      };
      patch('early');`,
    script: `
      patch('late');
      const all = [];
      call('track', 'Through Patches');
      const xhr = new XMLHttpRequest();
      xhr.open({ toString() { patched.push('method asked'); return 'post'; } }, '/relay/patched-network?xhr');
      xhr.setRequestHeader('content-type', 'application/x-www-form-urlencoded');
      const done = opened();
      let answered = false;
      xhr.onloadend = () => { answered = true; done(); };
      xhr.send('plain=1');
      note('beacon ' + navigator.sendBeacon('/relay/patched-network?beacon', 'plain=2'));
      const failing = opened();
      let unreachable = '';
      fetch('http://127.0.0.1:1/', { method: 'POST', body: 'x' }).then(() => { unreachable = 'answered'; }, (error) => { unreachable = error.name; }).then(failing);
      const refused = opened();
      fetch('/relay/patched-network', { method: 'GET', body: 'x' }).catch((error) => note('refused ' + error.name)).then(refused);
      class Late { constructor(value) { this.value = value; } then(yes) { patched.push('then'); yes(this.value); } }
      const own = window.fetch;
      window.fetch = () => new Late({ ok: true });
      note('own fetch ' + (fetch('/x') instanceof Late));
      window.fetch = own;
      const aborted = opened();
      const stop = new AbortController();
      stop.abort();
      fetch('/relay/patched-network?aborted', { method: 'POST', body: 'x', signal: stop.signal }).catch((error) => note('aborted ' + error.name)).then(aborted);
      const wait = () => { if (unreachable === '' || !answered) return void timer(wait, 20); note('xhr ' + xhr.status + ' ' + unreachable); note('patched ' + patched.join()); finish(); };
      wait();`,
  },
  {
    id: 'replaced-sdk',
    title: 'an SDK that replaces, restores and deletes its own methods, and a site that wraps them, work as ever (T13)',
    script: `
      call('track', 'First');
      const { track, identify } = Pretend.prototype;
      Pretend.prototype.track = function (...args) { note('site wrapper ' + args[0]); return track.apply(this, args); };
      call('track', 'Through The Site');
      Pretend.prototype.track = track;
      call('track', 'Restored');
      sdk.track = (name) => 'own ' + name;
      note(sdk.track('not the method'));
      delete sdk.track;
      call('track', 'Back');
      window.mixpanel = { get track() { return 1; } };
      note('global ' + typeof window.mixpanel + ' ' + mixpanel.track);
      window.mixpanel = undefined; note('global ' + typeof window.mixpanel);
      Object.defineProperty(window, 'mixpanel', { configurable: true, value: 'fixed' }); note('global ' + window.mixpanel + ' ' + delete window.mixpanel + ' ' + typeof window.mixpanel);
      var analytics = analytics || 'own'; note('analytics ' + analytics);
      Object.defineProperty(window, 'posthog', { configurable: false, get: () => 'getter' }); note('posthog ' + window.posthog);
      try { window.posthog = 1; note('assigned'); } catch (error) { note(error.name); }
      finish();`,
  },
  {
    id: 'named-elements',
    title: 'elements whose ids are the names of SDKs are found by these names as ever (T10)',
    body: '<div id="analytics">one</div><form name="mixpanel"><input name="track"></form><img name="posthog"><a id="Intercom"></a><div id="dataLayer"></div>',
    script: `
      note(['analytics', 'mixpanel', 'posthog', 'Intercom', 'dataLayer'].map((name) => name + ' ' + window[name]?.tagName + ' ' + Object.keys(window).includes(name)).join());
      note('bare ' + analytics.textContent + ' ' + mixpanel.track.tagName);
      document.getElementById('analytics').remove();
      note('removed ' + typeof window.analytics);
      window.analytics = { own: true }; note('assigned ' + window.analytics.own);
      call('track', 'Beside Elements');
      finish();`,
  },
  {
    id: 'document-open',
    title: 'a page that writes its document anew goes on being observed (T10)',
    script: `
      call('track', 'Before');
      timer(() => {
        document.open(); document.write('<p>written anew</p>'); document.close();
        note(document.body.textContent);
        call('track', 'After'); call('identify', 'u-1');
        finish();
      }, 50);`,
  },
];
