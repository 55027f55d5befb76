import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { mixpanelToken } from './context.ts';

export type Asset = { readonly type: string; readonly body: string | Buffer };
export type Assets = { readonly files: ReadonlyMap<string, Asset>; readonly mixpanelSnippet: string };

/**
 * Everything static: the stylesheet, the shop's own script with Segment bundled in, and Mixpanel's snippet and library
 * as their package ships them. `root` is the project's folder; `collectorUrl` is where Mixpanel sends.
 */
export async function loadAssets(root: string, collectorUrl: string): Promise<Assets> {
  const mixpanel = (file: string) => readFile(createRequire(join(root, 'package.json')).resolve(`mixpanel-browser/dist/${file}`));
  const script = await build({
    entryPoints: [join(root, 'demo/shop/client/shop.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const files = new Map<string, Asset>([
    ['/assets/style.css', { type: 'text/css; charset=utf-8', body: await readFile(join(root, 'demo/shop/style.css')) }],
    ['/assets/shop.js', { type: 'text/javascript; charset=utf-8', body: script.outputFiles[0]?.text ?? '' }],
    ['/assets/mixpanel.js', { type: 'text/javascript; charset=utf-8', body: await mixpanel('mixpanel.min.js') }],
  ]);
  const stub = (await mixpanel('mixpanel-jslib-snippet.min.js')).toString('utf8').trim();
  // A shorter batch interval than the usual 5 s, so that the demonstration does not drag.
  const options = { api_host: collectorUrl, batch_requests: true, batch_flush_interval_ms: 1000 };
  return {
    files,
    mixpanelSnippet: [
      'window.MIXPANEL_CUSTOM_LIB_URL = "/assets/mixpanel.js";',
      stub,
      `mixpanel.init(${JSON.stringify(mixpanelToken)}, ${JSON.stringify(options)});`,
    ].join('\n'),
  };
}
