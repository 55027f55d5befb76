import type { HostileCase } from '../hostile-case.ts';

/** Arguments that bite whoever looks at them. */
export const values: readonly HostileCase[] = [
  {
    id: 'getters',
    title: 'getters that throw, count or call back are run as often as without the extension (T04)',
    script: `
      let hits = 0;
      class Base { get inherited() { hits += 1; return hits; } }
      const own = Object.assign(new Base(), { plain: 1 });
      Object.defineProperty(own, 'counted', { enumerable: true, get() { hits += 1; return hits; } });
      call('track', 'Counted', own);
      call('track', 'Throws', { get bad() { hits += 1; throw new RangeError('from the getter'); } });
      call('track', 'Valued', { valueOf() { hits += 1; return 1; }, toString() { hits += 1; return 'x'; }, toJSON() { hits += 1; return { hits }; } });
      call('identify', { get toString() { hits += 1; return () => 'u'; }, [Symbol.toPrimitive]() { hits += 1; return 'u'; } });
      call('track', 'Setter', { set only(value) { hits += 1; } });
      call('track', new (class extends String { get length() { hits += 1; return 3; } })('abc'));
      note('hits ' + hits);
      finish();`,
  },
  {
    id: 'proxies',
    title: 'proxies with throwing traps, revoked ones and a lying length give the page the same results (T05)',
    script: `
      const thrower = () => new Proxy({}, new Proxy({}, { get() { throw new TypeError('trap'); } }));
      const revoked = (target) => { const { proxy, revoke } = Proxy.revocable(target, {}); revoke(); return proxy; };
      call('track', 'Thrower', thrower());
      call('track', 'Nested', { deep: { thrower: thrower(), list: [revoked([]), 1] } });
      call('track', 'Revoked', revoked({}));
      call('track', 'Revoked List', revoked([]));
      call('track', 'Revoked Function', revoked(() => {}));
      call('identify', revoked({}));
      call('track', revoked({}), 1);
      const long = []; long.length = 4294967295;
      call('track', 'Too Long', { get length() { return 4294967295; }, list: 1 });
      call('alias', new Proxy([], { get: (target, key) => (key === 'length' ? 4294967295 : target[key]) }) && 'a-1');
      sdk.quiet = true;
      made(1); try { sdk.track.call(sdk, 'Sparse', { toJSON: () => 'short', long }); note('sparse'); } catch (error) { note(errorName(error)); }
      call('track', 'Own Keys', { toJSON: () => 1, inner: new Proxy({}, { ownKeys: () => { throw new Error('keys'); } }) });
      // Met as an instance, and as what announces one.
      for (const odd of [revoked({}), thrower(), revoked(() => {}), null, 1, 'text', Object.create(null)]) {
        try { announce(odd); note('announced'); } catch (error) { note(errorName(error)); }
      }
      call('track', 'Afterwards');
      finish();`,
  },
  {
    id: 'circles',
    title: 'circular, endless and very deep arguments are cut, not followed (T06)',
    script: `
      const circle = { name: 'x' }; circle.self = circle; circle.list = [circle, { circle }];
      call('track', 'Circle', circle);
      let deep = {}; for (let i = 0; i < 20000; i += 1) deep = { deep };
      sdk.quiet = true;
      call('track', 'Deep', { toJSON: () => 'deep', deep });
      const wide = {}; for (let i = 0; i < 50000; i += 1) wide['key' + i] = i;
      call('track', 'Wide', wide);
      call('track', 'Long', { list: new Array(1e6).fill({ a: 1 }) });
      call('track', 'Keys', { ['k'.repeat(3e6)]: 1 });
      sdk.quiet = false;
      call('track', 'Afterwards', { fine: true });
      finish();`,
  },
  {
    id: 'hundred-megabytes',
    title: 'a payload of 100 MB is observed as a call and sent as ever (T06)',
    script: `
      const big = 'x'.repeat(100 * 1024 * 1024);
      call('track', 'Big', big);
      call('track', 'Big In Parts', { toJSON: () => 'short', parts: Array.from({ length: 100 }, () => big) });
      const done = opened();
      fetch('/relay/hundred-megabytes', { method: 'POST', body: big }).then((answer) => note('answered ' + answer.status)).then(done);
      call('track', 'Afterwards');
      finish();`,
  },
  {
    id: 'to-json',
    title: 'toJSON on the prototypes of everything is run as often as without the extension (T07)',
    before: `
      window.runs = 0;
      for (const type of [Object, Array, String, Number, Boolean, Map, Date])
        Object.defineProperty(type.prototype, 'toJSON', { configurable: true, writable: true, value() { runs += 1; return typeof this.valueOf() === 'object' ? 'polluted ' + type.name : this.valueOf(); } });`,
    script: `
      call('track', 'Plain', { a: [1, 2], b: { c: 'text' }, at: new Date(0) });
      call('identify', 'u-1');
      call('reset');
      call('track', 'Map', new Map([[1, 2]]));
      note('runs ' + runs);
      finish();`,
    judge: (calls) => (JSON.stringify(calls).includes('polluted') ? 'what toJSON gave is in the recording' : null),
  },
  {
    id: 'polluted-prototypes',
    title: 'names put on the prototypes of everything reach neither hook nor recording (T03, T07)',
    before: `
      window.touched = '';
      const names = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable', 'ports', 'data', 'detail', 'bubbles', 'kind', 'seq', 'vendor', 'call', 'once', 'capture', 'passive',
        'site', 'why', 'parent', 'project', 'instance', 'isBot', 'live', 'rowOf', 'sendsTo', 'instead', 'after', 'signal'];
      window.pollute = () => { for (const name of names) { Object.prototype[name] = undefined; Object.defineProperty(Object.prototype, name, { __proto__: null, configurable: true, get() { touched += ' get ' + name; return undefined; }, set(value) { touched += ' set ' + name; Object.defineProperty(this, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true }); } }); } };
      window.spoil = () => { for (const name of names) Object.defineProperty(Object.prototype, name, { __proto__: null, configurable: true, writable: true, value: name === 'ports' ? 1 : () => { touched += ' ' + name; throw new Error('polluted ' + name); } }); };
      window.clean = () => { for (const name of names) delete Object.prototype[name]; };`,
    script: `
      const { identify, track } = Pretend.prototype;
      sdk.quiet = true;
      pollute();
      call('track', 'Polluted', { __proto__: null, fine: 1 }); call('identify', 'u-1'); call('reset');
      clean(); note('touched' + touched); touched = '';
      spoil();
      call('track', 'Spoiled', { __proto__: null, fine: 1 }); call('identify', 'u-2'); call('reset');
      const late = new Pretend('LATE');
      announce(late);
      clean(); note('touched' + touched);
      call('track', 'Own', JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"fine":1}'));
      note('polluted ' + {}.polluted);
      sdk.quiet = false;
      call('track', 'Afterwards');
      finish();`,
  },
];
