import {
  apply,
  ErrorOf,
  each,
  getOwn,
  includes,
  joinList,
  lastIndexOf,
  sliceText,
  splitText,
  stackGetter,
  trimText,
} from './intrinsics.ts';
import { siteMaxChars, siteMaxFrames } from './limits.ts';

/** The file a frame names: `at f (file:1:2)` or `f@file:1:2`, without the position. */
const fileOf = (frame: string): string => {
  let start = 0;
  each(['(', '@', ' '], (mark) => {
    const after = lastIndexOf(frame, mark) + 1;
    if (after > start) start = after;
  });
  return sliceText(frame, start, lastIndexOf(frame, ':', lastIndexOf(frame, ':') - 1));
};

const stackOf = (error: Error): string | undefined => (stackGetter ? apply(stackGetter, error, []) : error.stack);

/**
 * Where the page made the call: at most five frames unless told otherwise, the hook's own and the browser's left out. Null when the page formats stack
 * traces itself (`Error.prepareStackTrace`), because asking would run its code.
 */
export const callSite = (most = siteMaxFrames): string | null => {
  if (getOwn(ErrorOf, 'prepareStackTrace') !== undefined) return null;
  // V8 keeps ten frames, most of which would be the hook's own. What the page set is there again at once.
  const limit = getOwn(ErrorOf, 'stackTraceLimit');
  if (limit?.writable) ErrorOf.stackTraceLimit = 40;
  const lines = splitText(stackOf(new ErrorOf()) ?? '', '\n');
  if (limit?.writable) ErrorOf.stackTraceLimit = limit.value;
  const frames: string[] = [];
  let own = '';
  for (let i = 0; i < lines.length && frames.length < most; i += 1) {
    const line = trimText(lines[i] as string);
    if (line === '' || line === 'Error') continue;
    // The first frame is this function: under which name the browser knows the hook's file differs.
    if (own === '') own = fileOf(line);
    if (!includes(line, `${own}:`) && !includes(line, '(<anonymous>)')) frames[frames.length] = line;
  }
  // A script may be a text in its own address.
  return frames.length === 0 ? null : sliceText(joinList(frames, '\n'), 0, siteMaxChars);
};
