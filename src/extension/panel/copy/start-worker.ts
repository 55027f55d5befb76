import type { StartHelper } from './start-asking.ts';
import type { Done } from './worker.ts';

/** The panel's own worker: the policy of extension pages allows scripts of the extension, and no others. */
export const startWorker: StartHelper = (done, failed) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Done>) => done(data);
  worker.onerror = ({ message }) => failed(message || 'it could not start');
  return { post: (job) => worker.postMessage(job), end: () => worker.terminate() };
};
