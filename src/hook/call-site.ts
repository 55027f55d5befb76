import { ErrorOf, getOwn, includes, joinList, lastIndexOf, sliceText, splitText, trimText } from './intrinsics.ts';
import { siteMaxFrames } from './limits.ts';

/** The file a frame names: `at f (file:1:2)` or `f@file:1:2`, without the position. */
const fileOf = (frame: string): string => {
  const start = Math.max(lastIndexOf(frame, '('), lastIndexOf(frame, '@'), lastIndexOf(frame, ' ')) + 1;
  return sliceText(frame, start, lastIndexOf(frame, ':', lastIndexOf(frame, ':') - 1));
};

/**
 * Where the page made the call: at most five frames, the hook's own left out. Null when the page formats stack
 * traces itself (`Error.prepareStackTrace`), because asking would run its code.
 */
export const callSite = (): string | null => {
  if (getOwn(ErrorOf, 'prepareStackTrace') !== undefined) return null;
  const lines = splitText(new ErrorOf().stack ?? '', '\n');
  const frames: string[] = [];
  let own = '';
  for (let i = 0; i < lines.length && frames.length < siteMaxFrames; i += 1) {
    const line = trimText(lines[i] as string);
    if (line === '' || line === 'Error') continue;
    // The first frame is this function: under which name the browser knows the hook's file differs.
    if (own === '') own = fileOf(line);
    if (!includes(line, `${own}:`)) frames[frames.length] = line;
  }
  return frames.length === 0 ? null : joinList(frames, '\n');
};
