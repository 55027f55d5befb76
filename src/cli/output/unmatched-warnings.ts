import { feedSources } from '../../adapters/feeds.ts';
import { modelById } from '../../models/index.ts';
import type { Io } from '../io.ts';

type Seen = { readonly vendor: string; readonly project: string; readonly fedBy?: unknown };
type Chosen = { readonly model?: readonly string[] | undefined; readonly feeds?: readonly string[] | undefined };

const inWords = (seen: readonly Seen[]): string => {
  const observed = seen.filter(({ fedBy }) => fedBy === undefined);
  return observed.length === 0 ? 'no project' : observed.map(({ vendor, project }) => `${vendor} ${project}`).join(', ');
};

/** The text before the last `mark`, and behind it. */
const cut = (text: string, mark: string): readonly [string, string] => {
  const at = text.lastIndexOf(mark);
  return [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
};

/**
 * One line for each feed and each model for one project that finds nothing to work on. What a config file says is for
 * many inputs, and no cause for warnings.
 */
export const warnOfUnmatched = ({ model = [], feeds = [] }: Chosen, seen: readonly Seen[], io: Io): void => {
  for (const text of feeds) {
    const [from] = cut(text, ':');
    if (seen.some(({ vendor, project }) => feedSources.includes(vendor) && (vendor === from || project === from))) continue;
    io.warn(`--feeds ${text} feeds nothing: no source of ${feedSources.join(' or ')} is ${from}; the input has ${inWords(seen)}.`);
  }
  for (const text of model) {
    const [project, id] = cut(text, '=');
    const vendor = modelById(id)?.vendor ?? null;
    if (project === '' || seen.some((one) => one.project === project && (vendor === null || one.vendor === vendor))) continue;
    io.warn(
      `--model ${text} has no effect: there is no ${vendor === null ? '' : `${vendor} `}project ${project}; the input has ${inWords(seen)}.`,
    );
  }
};
