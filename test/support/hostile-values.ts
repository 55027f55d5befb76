import fc from 'fast-check';
import { expect } from 'vitest';

/** Names that mean something to every object, and those of messages and recordings. */
const names = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON'],
  ...[
    'kind',
    'seq',
    'at',
    'document',
    'device',
    'vendor',
    'project',
    'args',
    'ids',
    'anonymousId',
    'knownId',
    'payloads',
    'options',
    'models',
  ],
  ...[
    'settings',
    'auth',
    'login',
    'never',
    'muted',
    'text',
    'name',
    'request',
    'version',
    'tab',
    'value',
    'cookie',
    'idscope',
    'observations',
  ],
  ...['devices', 'log', 'entries', 'postData', 'url', 'headers', 'schema', 'findings', 'flows', 'event', 'properties', 'type', 'messageId'],
];

const leaves = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'identify',
    'page.hello',
    'options.set',
    'call.observed',
    'wire.sent',
    'x'.repeat(70_000),
    '\u0000',
    '\ud800',
    '__proto__',
  ),
  fc.constantFrom<unknown>(0, -1, 1e308, Number.MAX_SAFE_INTEGER, 0.5, true, false, null),
);

/** Any JSON value, with names that could do harm and nesting that could exhaust a stack. Made by `JSON.parse`, as all of it comes. */
export const hostileJson: fc.Arbitrary<unknown> = fc
  .letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, leaves, tie('list'), tie('record')),
    list: fc.array(tie('value'), { maxLength: 5 }),
    record: fc.array(fc.tuple(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...names) }, fc.string()), tie('value')), { maxLength: 8 }),
  }))
  .value.map((value) => JSON.parse(jsonOf(value)) as unknown);

/** Lists of pairs are objects: so `__proto__` is a member like any other. */
const jsonOf = (value: unknown): string => {
  if (!Array.isArray(value)) return JSON.stringify(value);
  const pairs = value.length > 0 && value.every((one) => Array.isArray(one) && one.length === 2 && typeof one[0] === 'string');
  return pairs
    ? `{${(value as [string, unknown][]).map(([name, inner]) => `${JSON.stringify(name)}:${jsonOf(inner)}`).join()}}`
    : `[${value.map(jsonOf).join()}]`;
};

/** JSON so deep that walking it naively exhausts the stack. */
export const deepJson: fc.Arbitrary<unknown> = fc
  .tuple(fc.integer({ min: 50, max: 1_200 }), fc.constantFrom('[', '{"a":', '{"args":['))
  .map(([depth, open]) => {
    const close = open === '[' ? ']' : open === '{"a":' ? '}' : ']}';
    return JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`) as unknown;
  });

/** A real value with one of its members, anywhere, put to something else. */
export const damaged = (real: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(), hostileJson, fc.constantFrom(...names)).map(([seed, put, name]) => {
    const copy = JSON.parse(JSON.stringify(real)) as unknown;
    const holders: Record<string, unknown>[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      holders.push(value as Record<string, unknown>);
      for (const inner of Object.values(value)) collect(inner);
    };
    collect(copy);
    const holder = holders[seed % holders.length] as Record<string, unknown>;
    if (Array.isArray(holder)) {
      holder.splice(seed % (holder.length + 1), seed % 2, put);
      return copy;
    }
    const keys = Object.keys(holder);
    const key = keys.length > 0 && seed % 3 !== 0 ? (keys[seed % keys.length] as string) : name;
    Object.defineProperty(holder, key, { value: put, enumerable: true, configurable: true, writable: true });
    return copy;
  });

/** Lines, cookies, stored values: texts that are nearly something. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  hostileJson.map((value) => JSON.stringify(value)),
  hostileJson.map((value) => Buffer.from(JSON.stringify(value)).toString('base64')),
  hostileJson.map((value) =>
    encodeURIComponent(
      JSON.stringify(value)
        .slice(0, 2_000)
        .replaceAll(/[\ud800-\udfff]/g, ''),
    ),
  ),
  fc.tuple(hostileJson, fc.nat(200)).map(([value, end]) => JSON.stringify(value).slice(0, end)),
  fc
    .tuple(fc.constantFrom('%', '=', '.', ';', '{', '[', '"', '\\', 'a.', '%7B', '$', '/', '?', '*', '\n'), fc.nat(3_000))
    .map(([part, times]) => part.repeat(times)),
);

/** What every object and list inherits, before anything hostile was read. */
const inherited = [Object.prototype, Array.prototype, Function.prototype].map((one) => [one, Reflect.ownKeys(one).length] as const);

/** Fails when something was put on the prototypes of everything. */
export const expectUnpolluted = (): void => {
  for (const [prototype, count] of inherited) expect(Reflect.ownKeys(prototype)).toHaveLength(count);
};

/** Runs `work`; fails when it takes longer than what outside data may ever hold up the background, an endless loop aside. */
export const promptly = <T>(work: () => T, ms = 2_000): T => {
  const started = process.cpuUsage();
  const result = work();
  // The processor's time: others may be at work on this machine.
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1000).toBeLessThan(ms);
  return result;
};
