import type { CopyAnswer, CopyQuestion } from '../../../messages/copy.ts';
import type { PanelMessage } from '../../../messages/panel.ts';
import type { PortSource } from '../port-source.ts';
import type { Done, Job } from './worker.ts';

/** The part of a browser's worker that is used. */
export type WorkerLike = {
  postMessage(job: Job): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Done }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
};

export type Asking = { readonly ask: (question: CopyQuestion) => Promise<CopyAnswer>; stop(): void };

const refused = (why: string): CopyAnswer => ({ kind: 'refused', why });

/**
 * Asks the background for what is shown, and a worker of the panel's own about it: what is tried costs the recorder and the
 * interface nothing. The worker starts with the first question.
 */
export const startAsking = (line: Pick<PortSource, 'subscribe' | 'send'>, startWorker: () => WorkerLike): Asking => {
  /** Copies that were asked for, and jobs at work. */
  const waiting = new Map<number, (answer: CopyAnswer) => void>();
  const questions = new Map<number, CopyQuestion>();
  let jobs = 0;
  let worker: WorkerLike | null = null;

  const finish = (job: number, answer: CopyAnswer): void => {
    questions.delete(job);
    waiting.get(job)?.(answer);
    waiting.delete(job);
  };
  const failAll = (why: string): void => {
    for (const job of [...waiting.keys()]) finish(job, refused(why));
  };

  const working = (): WorkerLike => {
    if (worker !== null) return worker;
    const started = startWorker();
    started.onmessage = ({ data }) => finish(data.job, data.answer);
    started.onerror = ({ message }) => {
      worker?.terminate();
      worker = null;
      failAll(`the panel's worker ended${message ? `: ${message}` : ''}`);
    };
    worker = started;
    return started;
  };

  const heard = (message: PanelMessage | { readonly kind: 'connection.changed' }): void => {
    if (message.kind === 'command.refused' && message.command === 'copy.read') failAll(message.why);
    if (message.kind !== 'copy.told') return;
    const question = questions.get(message.request);
    questions.delete(message.request);
    if (question !== undefined) working().postMessage({ job: message.request, copy: message.copy, question });
  };
  const end = line.subscribe(heard);

  return {
    ask: (question) =>
      new Promise((resolve) => {
        jobs += 1;
        waiting.set(jobs, resolve);
        questions.set(jobs, question);
        line.send({ kind: 'copy.read', request: jobs });
      }),
    stop: () => {
      end();
      failAll('the panel was closed');
      worker?.terminate();
      worker = null;
    },
  };
};
