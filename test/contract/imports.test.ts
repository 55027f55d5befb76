import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, read, sources } from './support/sources.ts';

/** docs/ARCHITECTURE.md, direction of imports. A layer may import itself and what is named here. */
const layers: Readonly<Record<string, readonly string[]>> = {
  core: [],
  models: ['core'],
  adapters: ['core'],
  rules: ['core'],
  flows: ['core'],
  reports: ['core', 'models', 'adapters', 'rules', 'flows'],
  messages: ['core', 'models', 'adapters', 'rules', 'flows', 'reports'],
  ui: ['core', 'models', 'adapters', 'rules', 'flows', 'reports', 'messages'],
  hook: [],
  signals: [],
  extension: ['core', 'models', 'adapters', 'rules', 'flows', 'reports', 'messages', 'ui', 'hook', 'signals'],
  playwright: ['core', 'models', 'adapters', 'rules', 'flows', 'reports', 'messages', 'hook', 'signals'],
  cli: ['core', 'models', 'adapters', 'rules', 'flows', 'reports', 'messages'],
};

/** npm packages a layer may name; the others run on nothing but the language. */
const packages: Readonly<Record<string, readonly RegExp[]>> = {
  ui: [/^preact($|\/)/, /^@preact\/signals$/, /^@tanstack\/virtual-core$/],
  adapters: [/^fflate$/],
  extension: [/^uuid$/, /^webextension-polyfill$/],
  cli: [/^node:/, /^uuid$/],
  playwright: [/^node:/, /^@playwright\/test$/, /^uuid$/],
};

type Edge = { readonly file: string; readonly from: string; readonly to: string | null; readonly typeOnly: boolean };

const edges: readonly Edge[] = sources().flatMap((file) =>
  importsOf(read(file)).map(({ from, typeOnly }) => ({
    file,
    from,
    to: from.startsWith('.') ? posix.join(posix.dirname(file), from.replace(/\?.*$/, '')) : null,
    typeOnly,
  })),
);

const layerOf = (path: string): string => path.split('/')[1] ?? '';

describe('the import scanner', () => {
  test('sees every form of import and tells types from values', () => {
    const text = `import a, { b } from './ab.ts';\nimport type { C } from './c.ts';\nimport { type D, type E } from './de.ts';\nimport './side.ts';
export * from './star.ts';\nexport type { F } from './f.ts';\nimport {\n  g,\n  type H,\n} from './gh.ts';\n// import './not.ts';\nconst later = () => import('./later.ts');`;
    expect(importsOf(text)).toEqual([
      { from: './ab.ts', typeOnly: false },
      { from: './c.ts', typeOnly: true },
      { from: './de.ts', typeOnly: true },
      { from: './side.ts', typeOnly: false },
      { from: './star.ts', typeOnly: false },
      { from: './f.ts', typeOnly: true },
      { from: './gh.ts', typeOnly: false },
      { from: './later.ts', typeOnly: false },
    ]);
  });

  test('finds the imports of this project', () => {
    expect(edges.length).toBeGreaterThan(30);
  });
});

describe('imports', () => {
  test('every source file belongs to a layer', () => {
    const strays = sources().filter((file) => !(layerOf(file) in layers) && !file.endsWith('.d.ts'));
    expect(strays).toEqual([]);
  });

  test('point one way', () => {
    const wrong = edges.filter(({ file, to, typeOnly }) => {
      if (to === null) return false;
      const [mine, theirs] = [layerOf(file), layerOf(to)];
      if (mine === theirs) return false;
      if ((mine === 'hook' || mine === 'signals') && theirs === 'core') return !typeOnly;
      return !layers[mine]?.includes(theirs);
    });
    expect(wrong.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
  });

  test('stay inside src', () => {
    const wrong = edges.filter(({ to }) => to !== null && !to.startsWith('src/'));
    expect(wrong.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
  });

  test('name only the npm packages a layer is allowed', () => {
    const wrong = edges.filter(({ file, from, to }) => to === null && !packages[layerOf(file)]?.some((allowed) => allowed.test(from)));
    expect(wrong.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
  });

  test('name webextension-polyfill in one file of the platform only', () => {
    const files = edges.filter(({ from, typeOnly }) => from === 'webextension-polyfill' && !typeOnly).map(({ file }) => file);
    expect(files).toEqual(['src/extension/platform/browser.ts']);
  });

  test('bring nothing but the hook, the signals and the messages into the files that run in every page', () => {
    const wrong = edges.filter(
      ({ file, to, typeOnly }) =>
        /^src\/extension\/(page|content)\//.test(file) &&
        !typeOnly &&
        (to === null || !['hook', 'signals', 'messages'].includes(layerOf(to))) &&
        !to?.startsWith(file.split('/').slice(0, 3).join('/')),
    );
    expect(wrong.map(({ file, from }) => `${file} → ${from}`)).toEqual([]);
  });

  test('of the user interface come without any browser-extension interface', () => {
    const wrong = sources()
      .filter((file) => file.startsWith('src/ui/'))
      .filter((file) => /\b(?:browser|chrome)\.(?:runtime|tabs|storage|devtools)\b/.test(read(file)));
    expect(wrong).toEqual([]);
  });

  test('form no cycle', () => {
    const next = new Map<string, string[]>();
    for (const { file, to, typeOnly } of edges) if (to !== null && !typeOnly) next.set(file, [...(next.get(file) ?? []), to]);
    expect(cycles(next)).toEqual([]);
  });

  test('would be caught forming a cycle', () => {
    expect(
      cycles(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']],
        ]),
      ),
    ).toEqual(['a → b → c → a']);
  });
});

/** One path for each cycle a depth-first walk meets. */
function cycles(next: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
