/**
 * Runs in the page before a session: what sessions call with (`odd`), and `play`, which carries out statements one after the other.
 * `played` then says of each what it gave or threw and what its callback heard, `unheard` whether a callback heard nothing so far.
 * Text, because the test runner rewrites functions.
 */
export const oddPage = `
window.odd = (() => {
  const circular = { name: 'loop' }; circular.self = circular; circular.list = [circular];
  let deep = { end: true }; for (let level = 0; level < 40; level += 1) deep = { deep };
  class Person { constructor() { this.plan = 'pro'; } get email() { return 'a@b.example'; } greet() { return 'hello'; } }
  const bare = Object.create(null); bare.plan = 'pro';
  let reads = 0;
  const counted = { get price() { reads += 1; return 7; } };
  return {
    circular, deep, bare, counted, reads: () => reads,
    huge: { text: 'x'.repeat(60000), list: Array.from({ length: 500 }, (_, index) => index) },
    wide: Object.fromEntries(Array.from({ length: 300 }, (_, index) => ['key' + index, index])),
    fn: function named(one, two) { return one; },
    promise: Promise.resolve('later'), symbol: Symbol('odd'), big: 12345678901234567890n,
    date: new Date(0), never: new Date(NaN), nan: NaN, infinity: Infinity, minus: -0,
    map: new Map([['a', 1]]), set: new Set([1, 2]), bytes: new Uint8Array([1, 2, 3]), regexp: /odd/gi, error: new Error('odd'),
    node: document.createElement('div'), person: new Person(), frozen: Object.freeze({ plan: 'pro' }), array: ['a', , undefined, null],
    json: { toJSON() { return { from: 'toJSON' }; } }, unicode: { 'ключ': '\\ud83d\\ude00 \\ud800', '': 'empty' },
    nothing: { a: undefined, b: null }, proto: JSON.parse('{"__proto__":{"polluted":true},"constructor":1}'),
  };
})();
window.heardErrors = [];
addEventListener('error', (event) => heardErrors.push('error ' + event.message));
addEventListener('unhandledrejection', (event) => heardErrors.push('rejection ' + (event.reason && event.reason.message || event.reason)));
window.play = async (sdk, statements) => {
  const told = (value, depth) => {
    if (value === sdk) return '<the sdk>';
    if (value === window) return '<window>';
    if (typeof value === 'function') return 'function ' + value.name + '/' + value.length;
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'undefined') return String(value);
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    if (value === null || typeof value !== 'object') return value;
    if (value instanceof Error) return value.name + ': ' + value.message;
    if (depth === 0) return '<deeper>';
    if (Array.isArray(value)) return value.slice(0, 12).map((inner) => told(inner, depth - 1));
    const made = value.constructor && value.constructor.name || 'null';
    const own = {};
    for (const key of Object.keys(value).sort().slice(0, 40)) { try { own[key] = told(value[key], depth - 1); } catch (error) { own[key] = 'throws ' + error; } }
    return made === 'Object' ? own : { ['<' + (made.length < 3 ? 'class' : made) + '>']: own };
  };
  const results = [];
  const promises = [];
  for (const [index, statement] of statements.entries()) {
    const before = odd.reads();
    const say = (how, value) => { results[index] = { ...results[index], call: statement, [how]: told(value, 3), heard: results[index] && results[index].heard || [] }; };
    try {
      const value = new Function('sdk', 'odd', 'heard', statement.includes('return ') ? statement : 'return ' + statement)
        (sdk, odd, (...args) => { results[index] = results[index] || { heard: [] }; results[index].heard.push(told(args, 3)); });
      const read = odd.reads() - before;
      say('gives', value);
      results[index].read = read;
      if (value && typeof value.then === 'function') {
        say('promises', 'pending');
        promises.push(Promise.resolve(value).then((inner) => say('resolves to', inner), (error) => say('rejects with', error)));
      } else if (value && value.promise && typeof value.promise.then === 'function') {
        promises.push(Promise.resolve(value.promise).then((inner) => say('resolves to', inner), (error) => say('rejects with', error)));
      }
    } catch (error) { say('throws', error); }
    if (index % 8 === 7) await new Promise((go) => setTimeout(go, 0));
  }
  // Some promises never settle: it is over once all have, or none did for a while.
  let open = promises.length, last = performance.now();
  for (const one of promises) one.then(() => { open -= 1; last = performance.now(); });
  while (open > 0 && performance.now() - last < 3000) await new Promise((go) => setTimeout(go, 50));
  // Callbacks may hear more until it is quiet: what they heard is asked then.
  window.played = () => JSON.stringify(results);
  window.unheard = () => statements.some((statement, index) => /[(,] ?heard\\b/.test(statement) && results[index].heard.length === 0);
};
window.holding = () => JSON.stringify({
  local: Object.entries({ ...localStorage }).sort(), session: Object.entries({ ...sessionStorage }).sort(),
  cookies: document.cookie.split('; ').sort().map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]), errors: [...heardErrors].sort(),
});
`;
