import { readFile } from 'node:fs/promises';
import { type AnalysisOptions, defaultOptions, type Feed } from '../core/options.ts';
import { modelById } from '../models/index.ts';
import { noConfig, parseConfig } from '../reports/config.ts';
import type { ObserveOptions } from './identity.ts';

const feedOf = (text: string): Feed => {
  const cut = text.lastIndexOf(':');
  return { from: text.slice(0, Math.max(cut, 0)), to: text.slice(cut + 1) };
};

const configOf = async (path: string) => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`The Idscope configuration ${path} cannot be read.`);
  });
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error(`${path}: ${parsed.why}`);
  return parsed.config;
};

/** How the pages of a test are judged: by the config file, then by the options in the test. Throws one sentence for what is wrong. */
export const readOptions = async ({
  config: path,
  models = {},
}: ObserveOptions): Promise<{ readonly analysis: AnalysisOptions; readonly serverIdCookie: string | null }> => {
  const config = path === undefined ? noConfig : await configOf(path);
  const chosen = { ...config.models, ...models };
  for (const id of Object.values(chosen))
    if (id !== 'none' && modelById(id) === null) throw new Error(`There is no model ${JSON.stringify(id)}; see "idscope models".`);
  const { order, ...settings } = config.settings;
  return {
    serverIdCookie: config.serverIdCookie,
    analysis: {
      as: config.as === 'called' ? 'called' : defaultOptions.as,
      order: order === 'client-time' ? 'client-time' : defaultOptions.order,
      models: chosen,
      settings,
      ownProjects: config.ownProjects,
      feeds: config.feeds.map(feedOf),
      auth: config.auth,
      muted: config.muted,
    },
  };
};
