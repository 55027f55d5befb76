import type { CopyAnswer, CopyQuestion } from '../../../messages/copy.ts';
import type { PanelSource } from '../../../messages/panel.ts';
import type { PortSource } from '../port-source.ts';
import type { Done, Job } from './worker.ts';

/** A worker that answers jobs. */
export type Helper = { post(job: Job): void; end(): void };
export type StartHelper = (done: (done: Done) => void, failed: (why: string) => void) => Helper;

export type Asking = { readonly ask: (question: CopyQuestion) => Promise<CopyAnswer>; stop(): void };

type News = Parameters<Parameters<PanelSource['subscribe']>[0]>[0];

const refused = (why: string): CopyAnswer => ({ kind: 'refused', why });

/**
 * Asks the background for what is shown, and a worker of the panel's own about it: what is tried costs the recorder and the
 * interface nothing. The worker starts with the first question.
 */
export const startAsking = (line: Pick<PortSource, 'subscribe' | 'send'>, startHelper: StartHelper): Asking => {
  /** Copies that were asked for, and jobs at work. */
  const waiting = new Map<number, (answer: CopyAnswer) => void>();
  const questions = new Map<number, CopyQuestion>();
  let jobs = 0;
  let helper: Helper | null = null;

  const finish = (job: number, answer: CopyAnswer): void => {
    questions.delete(job);
    waiting.get(job)?.(answer);
    waiting.delete(job);
  };
  const failUnread = (why: string): void => {
    for (const job of [...questions.keys()]) finish(job, refused(why));
  };
  const failAll = (why: string): void => {
    for (const job of [...waiting.keys()]) finish(job, refused(why));
  };

  const working = (): Helper => {
    helper ??= startHelper(
      ({ job, answer }) => finish(job, answer),
      (why) => {
        helper?.end();
        helper = null;
        failAll(`The panel's worker ended: ${why}`);
      },
    );
    return helper;
  };

  const heard = (message: News): void => {
    if (message.kind === 'command.refused' && message.command === 'copy.read') failUnread(message.why);
    // Whoever was asked may have died before it answered.
    if (message.kind === 'connection.changed' && message.connection !== 'open') failUnread('The connection was lost: try again.');
    if (message.kind !== 'copy.told') return;
    const question = questions.get(message.request);
    questions.delete(message.request);
    if (question !== undefined) working().post({ job: message.request, copy: message.copy, question });
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
      failAll('The panel was closed.');
      helper?.end();
      helper = null;
    },
  };
};
