import { ErrorOf, getOwn, includes, joinList, splitText, trimText } from './intrinsics.ts';
import { siteMaxFrames } from './limits.ts';

/**
 * Where the page made the call: at most five frames, the hook's own left out. Null when the page formats stack
 * traces itself (`Error.prepareStackTrace`), because asking would run its code.
 */
export const callSite = (): string | null => {
  if (getOwn(ErrorOf, 'prepareStackTrace') !== undefined) return null;
  const lines = splitText(new ErrorOf().stack ?? '', '\n');
  const frames: string[] = [];
  for (let i = 0; i < lines.length && frames.length < siteMaxFrames; i += 1) {
    const line = trimText(lines[i] as string);
    if (line === '' || line === 'Error' || includes(line, 'hook.iife') || includes(line, '-extension://')) continue;
    frames[frames.length] = line;
  }
  return frames.length === 0 ? null : joinList(frames, '\n');
};
