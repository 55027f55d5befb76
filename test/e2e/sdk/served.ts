import type { IncomingMessage } from 'node:http';
import { buildSync } from 'esbuild';
import type { Reply } from '../../../demo/http.ts';
import { root } from '../support/paths.ts';

const bundles = new Map<string, string>();

/** A site's own bundle of an SDK, built once a run. */
export function bundled(contents: string): string {
  const known = bundles.get(contents);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    logLevel: 'silent',
  });
  const text = outputFiles[0]?.text ?? '';
  bundles.set(contents, text);
  return text;
}

/** Whatever a page of another origin asks for. */
export const cors = (request: IncomingMessage): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': request.headers.origin ?? '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, POST, PUT, OPTIONS',
  'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
  'access-control-max-age': '600',
});

/** A file of script; compressed where its name says so. */
export const script = (body: string | Buffer, path: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'text/javascript; charset=utf-8', ...(path.endsWith('.gz') ? { 'content-encoding': 'gzip' } : {}) },
  body,
});
