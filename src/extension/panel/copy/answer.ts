import type { Copy, CopyAnswer, CopyQuestion } from '../../../messages/copy.ts';
import { fileMaxLength } from '../../../messages/limits.ts';
import { openText } from '../../../reports/open-text.ts';
import { createPast } from './as-of.ts';
import { answerCompare } from './compare-answer.ts';
import { type Opened, openCopy } from './opened.ts';
import { answerWhatIf, type OpenFile } from './what-if-answer.ts';

export type Answering = (copy: Copy, question: CopyQuestion) => CopyAnswer;

const shownId = 'shown';

/** Answers questions about copies. What the last copy was read into is kept, so that asking again of the same one costs no parsing. */
export const createAnswering = (version: string): Answering => {
  const past = createPast();
  let files = 0;
  let kept: { readonly copy: Copy; readonly opened: Opened } | null = null;

  const open: OpenFile = (text, name) => {
    if (text.length > fileMaxLength) return { ok: false, why: 'This file is too large.' };
    files += 1;
    const file = openText(text, { name, id: `file-${files}`, version });
    if (file.ok && file.recording.observations.length === 0) return { ok: false, why: 'This recording is empty.' };
    return file;
  };

  const same = (a: Copy, b: Copy): boolean =>
    a.text === b.text && a.until === b.until && a.skipped === b.skipped && JSON.stringify(a.options) === JSON.stringify(b.options);

  return (copy, question) => {
    if (kept === null || !same(kept.copy, copy)) {
      const opening = openCopy(copy, { name: shownId, id: shownId, version });
      if (!opening.ok) return { kind: 'refused', why: opening.why };
      kept = { copy, opened: opening.opened };
    }
    const { opened } = kept;
    switch (question.kind) {
      case 'what-if':
        return answerWhatIf(opened, question.changes, open);
      case 'compare':
        return answerCompare(opened, question, open);
      case 'as-of':
        return past.view(opened, question.row, question.tab);
      case 'row-as-of':
        return past.row(opened, question.row, question.key);
    }
  };
};
