/** Stands between statements: what was called so far is sent before the next is. What opts out, listens or resets comes behind one. */
export const quiet = '…';

/** What is called of one SDK: JavaScript in which `sdk` is the SDK, `odd` holds odd values, and `heard` is a callback. */
export type Session = readonly string[];

/** Every value that is no sensible argument. */
export const oddValues: readonly string[] = [
  'undefined',
  'null',
  "''",
  '0',
  'true',
  '[]',
  '{}',
  ...['circular', 'deep', 'huge', 'wide', 'fn', 'promise', 'symbol', 'big', 'date', 'never', 'nan', 'infinity', 'map', 'set', 'bytes'].map(
    (name) => `odd.${name}`,
  ),
  ...['regexp', 'error', 'node', 'person', 'frozen', 'array', 'json', 'unicode', 'nothing', 'proto', 'counted', 'bare'].map(
    (name) => `odd.${name}`,
  ),
];

/** `sdk.<method>(…)` with each of the values in the place of `%`. */
export const withEach = (call: string, values: readonly string[] = oddValues): Session => values.map((value) => call.replace('%', value));

/** A method detached, borrowed, bound, made with `new`, and looked at. */
export const detached = (owner: string, method: string, args: string): Session => [
  `const { ${method} } = ${owner}; return ${method}(${args})`,
  `${owner}.${method}.call(null, ${args})`,
  `${owner}.${method}.call({}, ${args})`,
  `${owner}.${method}.apply(${owner}, [${args}])`,
  `${owner}.${method}.bind(${owner})(${args})`,
  `Reflect.apply(${owner}.${method}, ${owner}, [${args}])`,
  `[typeof ${owner}.${method}, ${owner}.${method}.name, ${owner}.${method}.length]`,
  `${owner}.${method} === ${owner}.${method}`,
  `Function.prototype.toString.call(${owner}.${method}).length > 10`,
  `'${method}' in ${owner}`,
];

/** Statements that call something. */
export const callsOf = (session: Session): Session => session.filter((statement) => statement !== quiet);

/** A session in the parts between which it is quiet. */
export const partsOf = (session: Session): readonly Session[] => {
  const parts: string[][] = [[]];
  for (const statement of session) {
    if (statement === quiet) parts.push([]);
    else parts.at(-1)?.push(statement);
  }
  return parts;
};

/** Several ways of calling the same method without any argument, and with too many. */
export const bare = (owner: string, methods: readonly string[]): Session =>
  methods.flatMap((method) => [`${owner}.${method}()`, `${owner}.${method}(undefined, undefined, undefined, undefined, undefined)`]);
