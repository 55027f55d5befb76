import type { HostileCase } from '../hostile-case.ts';

/** Replaces the built-ins of a page by ones that count how often and what for they were called, and work as ever. */
const replace = `
  window.counts = {};
  window.replaceAll = () => {
    const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
    const { apply, construct, ownKeys } = Reflect;
    const count = (name) => { const key = typeof name === 'string' ? name : name.description; counts[key] = (counts[key] ?? 0) + 1; };
    const methodsOf = (owner, leave = []) => {
      const names = ownKeys(owner);
      for (let i = 0; i < names.length; i += 1) {
        const name = names[i];
        const was = getOwnPropertyDescriptor(owner, name);
        if (!was.configurable || name === 'constructor' || name === 'prototype' || leave.includes(name)) continue;
        if (typeof was.value === 'function') {
          const original = was.value;
          defineProperty(owner, name, { __proto__: null, configurable: true, writable: true, enumerable: was.enumerable, value: function (...args) { count(name); return apply(original, this, args); } });
        } else if (was.get && owner !== window) {
          const { get, set } = was;
          defineProperty(owner, name, { __proto__: null, configurable: true, enumerable: was.enumerable, set, get: function () { count(name); return apply(get, this, []); } });
        }
      }
    };
    const kinds = [Array, String, Number, RegExp, Map, Set, WeakMap, WeakSet, Promise, Date, Error, URL, URLSearchParams, Headers, Request, Response, TextDecoder, Blob, Storage, History, MessagePort, MessageEvent, XMLHttpRequest];
    const iterators = [getPrototypeOf([].values()), getPrototypeOf(new Map().values())];
    const spaces = [Object, Array, String, Number, Promise, Date, JSON, Math, Reflect];
    for (let i = 0; i < kinds.length; i += 1) methodsOf(kinds[i].prototype);
    for (let i = 0; i < iterators.length; i += 1) methodsOf(iterators[i]);
    for (let i = 0; i < spaces.length; i += 1) methodsOf(spaces[i]);
    methodsOf(Function.prototype, ['apply', 'call', Symbol.hasInstance]);
    const globals = ['Map', 'Set', 'WeakMap', 'WeakSet', 'Proxy', 'Error', 'URL', 'Headers', 'Request', 'Blob', 'Uint8Array', 'TextDecoder', 'MessageEvent', 'CustomEvent', 'MessageChannel'];
    for (let i = 0; i < globals.length; i += 1) {
      const original = window[globals[i]];
      const name = globals[i];
      window[name] = function (...args) { count(name); return construct(original, args, new.target || original); };
      window[globals[i]].prototype = original.prototype;
    }
  };`;

const use = `
  call('track', 'Seen', { list: [1, 'two', { three: 3 }], at: 1 });
  call('identify', 'u-1');
  call('alias', 'a-1');
  call('reset');
  history.pushState(null, '', '?route');
  localStorage.setItem('mp_TOK_mixpanel', '{"distinct_id":"$device:D1","$device_id":"D1"}');
  localStorage.setItem('session_token', 'x');
  localStorage.removeItem('other');
  document.cookie = 'mp_TOK_mixpanel=%7B%22distinct_id%22%3A%22u-1%22%7D; max-age=60';
  call('track', 'Again');
  const beacon = navigator.sendBeacon('/relay/beacon-of-page', 'x=1');
  note('beacon ' + beacon);
  const xhr = new XMLHttpRequest();
  xhr.open('POST', '/relay/other?x=1'); xhr.setRequestHeader('x-own', '1');
  const answered = opened();
  xhr.onloadend = answered;
  xhr.send('plain');
  new Image().src = '/relay/pixel?x=1';
  const during = { ...counts };
  for (const name in during) note(name + ' was called ' + during[name] + ' times');`;

/** Built-ins that are no longer the browser's. */
export const builtIns: readonly HostileCase[] = [
  {
    id: 'replaced-before',
    title: 'built-ins that the page replaced before its SDK are called as often as without the extension (T09)',
    before: `${replace} replaceAll();`,
    script: `${use} finish();`,
  },
  {
    id: 'replaced-after',
    title: 'built-ins that the page replaced after its SDK was met are called as often as without the extension (T09)',
    before: replace,
    script: `call('track', 'Before'); replaceAll(); ${use} finish();`,
  },
  {
    id: 'broken-built-ins',
    title: 'built-ins that throw break the page that replaced them and nothing else (T09)',
    script: `
      const broken = [];
      const breaking = (owner, names) => { for (const name of names) { const was = owner[name]; broken[broken.length] = () => { owner[name] = was; }; owner[name] = () => { throw new Error('broken ' + name); }; } };
      sdk.quiet = true;
      const { track, identify, reset } = Pretend.prototype;
      breaking(Array.prototype, ['map', 'filter', 'find', 'some', 'every', 'includes', 'indexOf', 'push', 'slice', 'join', 'concat', 'forEach', 'lastIndexOf']);
      breaking(String.prototype, ['includes', 'indexOf', 'slice', 'split', 'trim', 'startsWith', 'replace', 'toLowerCase']);
      breaking(Map.prototype, ['get', 'set', 'has', 'delete', 'forEach']);
      breaking(WeakMap.prototype, ['get', 'set', 'has']);
      breaking(Set.prototype, ['has', 'add', 'forEach']);
      breaking(RegExp.prototype, ['test', 'exec']);
      breaking(Object, ['keys', 'entries', 'assign', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'defineProperty']);
      breaking(Reflect, ['apply', 'get', 'defineProperty']);
      breaking(Math, ['max', 'min']);
      breaking(Date, ['now', 'parse']);
      breaking(EventTarget.prototype, ['addEventListener', 'dispatchEvent', 'removeEventListener']);
      breaking(window, ['Map', 'Set', 'WeakMap', 'MessageEvent', 'Proxy', 'Error', 'URL', 'setTimeout']);
      const jsonWas = JSON.parse; JSON.parse = () => { throw 1; };
      made(3);
      const first = track === 0 ? 0 : sdk.track('While Broken', { a: [1, { b: 2 }] });
      const second = sdk.identify('u-1') === sdk;
      const third = sdk.reset();
      JSON.parse = jsonWas;
      for (let i = broken.length - 1; i >= 0; i -= 1) broken[i]();
      note('gave ' + first + ' ' + second + ' ' + third);
      sdk.quiet = false;
      call('track', 'Mended');
      finish();`,
  },
  {
    id: 'own-stack-traces',
    title: 'a page that formats stack traces itself is not asked for one, and one that hides them loses nothing (T10)',
    before: `window.formatted = 0;`,
    script: `
      Error.prepareStackTrace = (error, frames) => { formatted += 1; return frames.length; };
      call('identify', 'u-1');
      call('reset');
      note('formatted ' + formatted);
      delete Error.prepareStackTrace;
      Object.defineProperty(Error, 'stackTraceLimit', { configurable: true, get() { formatted += 1; return 3; } });
      call('identify', 'u-2');
      delete Error.stackTraceLimit;
      Error.stackTraceLimit = 2;
      call('identify', 'u-3');
      note('limit ' + Error.stackTraceLimit + ' formatted ' + formatted);
      delete Error.stackTraceLimit;
      call('identify', 'u-4');
      note('limit is ' + ('stackTraceLimit' in Error));
      finish();`,
  },
];
