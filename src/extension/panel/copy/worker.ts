import { idscopeFailed } from '../../../core/error-text.ts';
import type { Copy, CopyAnswer, CopyQuestion } from '../../../messages/copy.ts';
import { createAnswering } from './answer.ts';

/** Panel → its worker, and back. */
export type Job = { readonly job: number; readonly copy: Copy; readonly question: CopyQuestion };
export type Done = { readonly job: number; readonly answer: CopyAnswer };

const answering = createAnswering(__IDSCOPE_VERSION__);

const answerOf = ({ copy, question }: Job): CopyAnswer => {
  try {
    return answering(copy, question);
  } catch (error) {
    // A defect of the engine must not leave the panel waiting.
    return { kind: 'refused', why: idscopeFailed(error) };
  }
};

addEventListener('message', ({ data }: MessageEvent<Job>) => {
  postMessage({ job: data.job, answer: answerOf(data) } satisfies Done);
});
