import { readFile } from 'node:fs/promises';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { type Plugin as BundlePlugin, build as bundle, transformSync } from 'esbuild';
import { defineConfig, minifySync, type Plugin } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import packageInfo from './package.json' with { type: 'json' };
import { vendorsPlace } from './src/hook/private-port.ts';
import { vendorFiles, watchesOf } from './src/hook/vendors/index.ts';

const target = process.env.IDSCOPE_TARGET === 'firefox' ? 'firefox' : 'chrome';

/**
 * Names of properties that only the hook's own parts say to each other, never the page, the browser, a report or a message:
 * they are shortened. None that an SDK's own object or storage may bear, such as `identity`.
 */
const innerNames = [
  'abandon,about,addresses,afterCall,base,begin,bodies,calls,capturingOf,cell,cellOf,clock,current,deliver,describe,dirty,drive,drives,fill',
  'flush,found,guard,hosts,idsOf,immediate,instead,isBot,keysOf,knows,later,left,live,markers,methods,methodsOn',
  'nextCall,nextRequest,off,onAssigned,onCall,onGlobal,onWindowEvent,own,page,part,prepare,projectLength,reach,readAll,refresh',
  'reporter,reserve,rowOf,said,sayQuietly,sending,sendsTo,settle,settleStored,sharedStorage,shown,soon,startedWith,stopped',
  'stored,stub,switchOff,take,taking,tell,texts,unsentOf,users,vendors,withoutStubArguments,writing,asked',
  'activated,addressOf,after,arounds,before,counted,handle,headerPairs,hostOf,hrefOf,inside,leaving,member,missed',
  'opening,opens,readers,route,say,setTimer,takeMissed,tellText,builtIn',
].flatMap((line) => line.split(','));

/** The hook and the vendors' script hand each other objects: a name becomes the same in both. */
const shortNames = Object.fromEntries(innerNames.map((name, index) => [name, `$${index.toString(36)}`]));
const shortened = (code: string): string =>
  transformSync(code, { target: 'es2022', mangleProps: new RegExp(`^(${innerNames.join('|')})$`), mangleCache: shortNames }).code;

/** Puts what the hook lends in the place of the imports of it. */
const lending: BundlePlugin = {
  name: 'lending',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/(instrument|intrinsics|kinds|traps)\.ts$/ }, () => ({ path: 'lent', namespace: 'lent' }));
    onLoad({ filter: /./, namespace: 'lent' }, async () => {
      const { 1: names = '' } = /const lent = \[([^\]]*)\]/.exec(await readFile('src/hook/lent.ts', 'utf8')) ?? [];
      const places = names.split(',').map((name) => name.trim());
      return { contents: `export const ${places.flatMap((name, at) => (name ? [`${name} = lent[${at}]`] : [])).join()};` };
    });
  },
};

/**
 * The vendors' script: the globals it watches are all that a page without any of them makes of it. The rest is carried out when the
 * hook asks for it.
 */
const lateVendors = async (): Promise<string> => {
  const entry = `import { createReach } from './src/hook/instances.ts';
    import { vendorFiles } from './src/hook/vendors/index.ts';
    take(vendorFiles, createReach);`;
  const { outputFiles } = await bundle({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    plugins: [lending],
    bundle: true,
    write: false,
    target: 'es2022',
  });
  const watched = JSON.stringify(vendorFiles.map(watchesOf));
  return `window[${JSON.stringify(vendorsPlace)}]?.(${watched}, (lent, take) => {\n${outputFiles[0]?.text}});`;
};

/**
 * The hook, the vendors' script and the signals script run on every page of every site and have budgets of 9.8, 5.8 and 8 kB
 * compressed, so they alone are minified. Whoever reviews the package finds them readable in `src/hook/` and `src/signals/`.
 */
const thinHook: Plugin = {
  name: 'thin-hook',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    async handler(_options, bundle) {
      for (const [path, file] of Object.entries(bundle)) {
        if (file.type !== 'asset' || !/(hook|vendors|signals)\.iife\.js$/.test(path)) continue;
        const text = path.endsWith('vendors.iife.js') ? await lateVendors() : String(file.source);
        file.source = minifySync(path, path.endsWith('signals.iife.js') ? text : shortened(text)).code;
      }
    },
  },
};

/** What testers see who do not open DevTools: Chromium's side panel, Firefox's sidebar. */
const side = 'src/extension/side/side.html';
const ownKeys =
  target === 'firefox'
    ? {
        sidebar_action: {
          default_panel: side,
          default_title: manifest.name,
          default_icon: manifest.action.default_icon,
          open_at_install: false,
        },
      }
    : { side_panel: { default_path: side }, permissions: [...manifest.permissions, 'sidePanel'] };

/** One extension build; `IDSCOPE_TARGET` is `chrome` (default) or `firefox`. Shipped unminified: reviewers read it. */
export default defineConfig({
  define: { __IDSCOPE_VERSION__: JSON.stringify(packageInfo.version) },
  plugins: [
    preact(),
    crx({ manifest: { ...manifest, ...ownKeys, version: packageInfo.version } as ManifestV3Export, browser: target }),
    thinHook,
  ],
  build: {
    outDir: `dist/${target}`,
    emptyOutDir: true,
    minify: false,
    // The licences of what is bundled are shipped beside it.
    license: { fileName: 'LICENSES.md' },
    modulePreload: false,
    target: target === 'firefox' ? 'firefox140' : 'chrome120',
    rollupOptions: { input: { panel: 'src/extension/panel/panel.html', side } },
  },
});
