import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import packageInfo from './package.json' with { type: 'json' };

const target = process.env.IDSCOPE_TARGET === 'firefox' ? 'firefox' : 'chrome';

/** One extension build; `IDSCOPE_TARGET` is `chrome` (default) or `firefox`. Shipped unminified: reviewers read it. */
export default defineConfig({
  define: { __IDSCOPE_VERSION__: JSON.stringify(packageInfo.version) },
  plugins: [preact(), crx({ manifest: { ...manifest, version: packageInfo.version } as ManifestV3Export, browser: target })],
  build: {
    outDir: `dist/${target}`,
    emptyOutDir: true,
    minify: false,
    modulePreload: false,
    target: target === 'firefox' ? 'firefox140' : 'chrome120',
    rollupOptions: { input: { panel: 'src/extension/panel/panel.html' } },
  },
});
