import { readFile } from 'node:fs/promises';
import type { AnalysisOptions } from '../core/options.ts';
import { type Choices, chosenOptions } from '../reports/chosen-options.ts';
import { noConfig, parseConfig } from '../reports/config.ts';
import type { ObserveOptions } from './identity.ts';

const sure = (choices: Choices, where: string): AnalysisOptions => {
  const chosen = chosenOptions(choices);
  if (!chosen.ok) throw new Error(`${where}${chosen.why}`);
  return chosen.options;
};

const configOf = async (path: string) => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`The Idscope configuration ${path} cannot be read.`);
  });
  const parsed = parseConfig(text);
  if (!parsed.ok) throw new Error(`${path}: ${parsed.why}`);
  sure(parsed.config, `${path}: `);
  return parsed.config;
};

/** How the pages of a test are judged: by the config file, then by the options in the test. Throws one sentence for what is wrong. */
export const readOptions = async ({
  config: path,
  models = {},
}: ObserveOptions): Promise<{ readonly analysis: AnalysisOptions; readonly serverIdCookie: string | null }> => {
  const config = path === undefined ? noConfig : await configOf(path);
  return { serverIdCookie: config.serverIdCookie, analysis: sure({ ...config, models: { ...config.models, ...models } }, '') };
};
