import type { Recording } from '../../../core/recording.ts';
import type { CopyAnswer, CopyQuestion } from '../../../messages/copy.ts';
import { toDiff } from '../../../reports/diff.ts';
import { readRecordings } from '../../../reports/engine.ts';
import { flowChanges, projectPairs, wrongEvents } from './courses.ts';
import type { Opened } from './opened.ts';
import type { OpenFile } from './what-if-answer.ts';

type Compare = Extract<CopyQuestion, { readonly kind: 'compare' }>;

const startOf = ({ startedAt }: Recording): number => Date.parse(startedAt) || 0;

/** A file beside what is shown: what was added and what is gone from the older to the newer of the two. */
export const answerCompare = (opened: Opened, { name, text, earlier }: Compare, open: OpenFile): CopyAnswer => {
  const file = open(text, name);
  if (!file.ok) return { kind: 'refused', why: file.why };
  const { recording, options, skipped, until } = opened;
  const here = { recording, judged: readRecordings([recording], options, until, skipped) };
  const there = { recording: file.recording, judged: readRecordings([file.recording], options, undefined, file.skipped) };
  const [before, after] = earlier ? [there, here] : [here, there];
  const diff = toDiff(before.judged, after.judged);
  return {
    kind: 'compare',
    told: {
      name,
      earlier,
      diff,
      projects: projectPairs(before.judged.analysis, after.judged.analysis),
      flows: flowChanges(diff),
      wrong: wrongEvents(before.judged, after.judged),
      startedAt: { before: startOf(before.recording), after: startOf(after.recording) },
      observations: { before: before.recording.observations.length, after: after.recording.observations.length },
    },
  };
};
