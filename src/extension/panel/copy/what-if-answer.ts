import { parseCall } from '../../../core/call-text.ts';
import { isJsonObject, type Json } from '../../../core/json.ts';
import type { Recording } from '../../../core/recording.ts';
import type { Edit } from '../../../core/what-if.ts';
import type { Change, CopyAnswer, WhatIfTold } from '../../../messages/copy.ts';
import { toDiff } from '../../../reports/diff.ts';
import { judged, readRecordings } from '../../../reports/engine.ts';
import { type Moved, type WhatIfResult, whatIf } from '../../../reports/what-if.ts';
import { findPlaces } from '../../background/view/places.ts';
import { flowChanges, projectPairs, wrongEvents } from './courses.ts';
import type { Opened } from './opened.ts';
import { spotBeside, spotOfRow } from './spots.ts';

/** Rows told of; the number of all is told too. */
const mostMoved = 500;

export type OpenFile = (
  text: string,
  name: string,
) => { readonly ok: true; readonly recording: Recording; readonly skipped: number } | { readonly ok: false; readonly why: string };

type Asked = Extract<WhatIfResult, { readonly ok: true }>;

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const editOf = (change: Change, analysis: Asked['analyses'][0]): Edit | null | { readonly why: string } => {
  if (change.kind === 'model' || change.kind === 'recording') return null;
  if (change.kind === 'drop') {
    const found = spotOfRow(analysis, change.row);
    return found.ok ? { kind: 'drop', spot: found.spot } : { why: found.why };
  }
  const found = spotBeside(analysis, change.place, change.of);
  if (!found.ok) return { why: found.why };
  if (change.kind === 'call') {
    const call = parseCall(change.text);
    return call === null
      ? { why: `“${change.text}” is not a call such as identify('U1').` }
      : { kind: 'insert-call', spot: found.spot, method: call.method, args: call.args };
  }
  const payload = parsed(change.text);
  return isJsonObject(payload)
    ? { kind: 'insert-event', spot: found.spot, payload }
    : { why: 'The event is no JSON object as the vendor’s servers take it.' };
};

const told = ({ analyses: [was, is], moved, idle }: Asked, options: readonly [Opened['options'], Opened['options']]): WhatIfTold => {
  const before = judged(was, options[0]);
  const after = judged(is, options[1]);
  const diff = toDiff(before, after);
  const places = findPlaces(was);
  const shown = ({ vendor, project, index, from, to }: Moved): WhatIfTold['moved'][number] => {
    const event = places.event({ vendor, project, index })?.event;
    return { vendor, project, row: places.rowOfEvent(vendor, project, index), name: event?.name ?? '', at: event?.at ?? null, from, to };
  };
  return {
    projects: projectPairs(was, is),
    wrong: wrongEvents(before, after),
    findings: { gone: diff.findings.gone, added: diff.findings.added, known: diff.findings.known },
    flows: flowChanges(diff),
    moved: moved.slice(0, mostMoved).map(shown),
    movedCount: moved.length,
    idle,
  };
};

/** What would have been different. A change that cannot be is named by its place in the list. */
export const answerWhatIf = (opened: Opened, changes: readonly Change[], open: OpenFile): CopyAnswer => {
  const { recording, options, skipped, until } = opened;
  const unchanged = { recordings: [recording], skipped, options, ...(until === undefined ? {} : { until }) };
  const { analysis } = readRecordings([recording], options, until, skipped);
  const edits: { readonly edit: Edit; readonly change: number }[] = [];
  const more: Recording[] = [];
  const models = { ...options.models };
  for (const [index, change] of changes.entries()) {
    if (change.kind === 'model') models[change.of.project] = change.model;
    if (change.kind === 'recording') {
      const file = open(change.text, change.name);
      if (!file.ok) return { kind: 'refused', why: file.why, change: index };
      more.push(file.recording);
    }
    const edit = editOf(change, analysis);
    if (edit === null) continue;
    if ('why' in edit) return { kind: 'refused', why: edit.why, change: index };
    edits.push({ edit, change: index });
  }
  const changed = { ...unchanged, recordings: [recording, ...more], options: { ...options, models } };
  const asked = whatIf(
    unchanged,
    changed,
    edits.map(({ edit }) => edit),
  );
  if (asked.ok) return { kind: 'what-if', told: told(asked, [options, changed.options]) };
  // Which of several cannot be is found by trying each alone.
  const culprit = edits.find(({ edit }) => !whatIf(unchanged, changed, [edit]).ok);
  return { kind: 'refused', why: asked.why, ...(culprit === undefined ? {} : { change: culprit.change }) };
};
