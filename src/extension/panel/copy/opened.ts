import type { AnalysisOptions } from '../../../core/options.ts';
import type { Recording } from '../../../core/recording.ts';
import type { Copy } from '../../../messages/copy.ts';
import { type OpenOptions, openText } from '../../../reports/open-text.ts';

/** A copy of what is shown, ready to be analysed. */
export type Opened = {
  readonly recording: Recording;
  readonly skipped: number;
  readonly options: AnalysisOptions;
  /** Absent for a file, which ends at its own last moment. */
  readonly until?: number;
};

export type Opening = { readonly ok: true; readonly opened: Opened } | { readonly ok: false; readonly why: string };

/** `until` is never before what the recording has seen: pages may have set their clock ahead. */
export const openCopy = ({ text, options, until, skipped }: Copy, as: OpenOptions): Opening => {
  const parsed = openText(text, as);
  if (!parsed.ok) return parsed;
  const { recording } = parsed;
  const last = recording.observations.reduce((latest, { at }) => Math.max(latest, at), 0);
  const known = { recording, options, skipped: skipped + parsed.skipped };
  return { ok: true, opened: until === null ? known : { ...known, until: Math.max(until, last) } };
};
