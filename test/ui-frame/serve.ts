import preact from '@preact/preset-vite';
import { build, type PreviewServer, preview } from 'vite';

/** Builds the frame, or the page in the folder `root`, as the extension is built, and serves it on a free port of this machine. */
export const serveFrame = async (
  outDir: string,
  root: string = import.meta.dirname,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    plugins: [preact()],
    build: { outDir, emptyOutDir: true, minify: false, modulePreload: false, target: 'chrome120' },
  });
  const server: PreviewServer = await preview({
    configFile: false,
    logLevel: 'warn',
    root,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the frame could not be served');
  return { url, stop: () => server.close() };
};
