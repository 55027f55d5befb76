import { noAuthPatterns } from '../core/auth-patterns.ts';
import { type AnalysisOptions, defaultOptions } from '../core/options.ts';
import type { Config } from './config.ts';

/** Configurations must say why a rule is muted. */
const unsaid = 'muted in the panel, without a reason';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What was chosen in the panel, as the text of an `idscope.config.json` for the command and the fixture. Only what differs
 * from the defaults stands in it.
 */
export const writeConfig = (options: AnalysisOptions, serverIdCookie: string | null): string => {
  const { as, order, models, settings, ownProjects, feeds = [], auth = noAuthPatterns, muted = [] } = options;
  const config: Config = {
    ownProjects,
    models,
    settings: { ...(order === defaultOptions.order ? {} : { order }), ...settings },
    feeds: feeds.map(({ from, to }) => `${from}:${to}`),
    as: as === defaultOptions.as ? null : as,
    auth,
    serverIdCookie,
    muted: muted.map(({ rule, project, reason }) => ({ rule, project, reason: reason.trim() === '' ? unsaid : reason })),
  };
  const chosen = Object.entries(config).filter(
    ([name, value]) => value !== null && !same(value, []) && !same(value, {}) && !(name === 'auth' && same(value, noAuthPatterns)),
  );
  return `${JSON.stringify(Object.fromEntries(chosen), null, 2)}\n`;
};
