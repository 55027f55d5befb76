import type { AnalysisOptions } from '../core/options.ts';
import { modelById } from '../models/index.ts';
import { chosenOptions } from '../reports/chosen-options.ts';
import { noConfig } from '../reports/config.ts';
import { readConfig } from './config.ts';
import type { Reading } from './input/read-files.ts';
import type { Io } from './io.ts';
import { namedValue, oneOf } from './options.ts';
import { Unusable } from './unusable.ts';

type Chosen = {
  readonly model?: readonly string[] | undefined;
  readonly feeds?: readonly string[] | undefined;
  readonly set?: readonly string[] | undefined;
  readonly as?: string | undefined;
  readonly config?: string | undefined;
  readonly 'device-from'?: string | undefined;
};

export type ReadOptions = {
  readonly options: AnalysisOptions;
  readonly reading: Reading;
};

/** The project and model of each `--model ID` and `--model PROJECT=ID`; without a project it is for all of the model's vendor. */
const modelPairs = (texts: readonly string[]): readonly (readonly [project: string, id: string])[] =>
  texts.map((text) => {
    const cut = text.lastIndexOf('=');
    const id = text.slice(cut + 1);
    return [cut > 0 ? text.slice(0, cut) : (modelById(id)?.vendor ?? ''), id];
  });

/** The options from the config file and then from the command line, which wins. */
export const analysisOptions = async (values: Chosen, io: Io): Promise<ReadOptions> => {
  const config = values.config === undefined ? noConfig : await readConfig(values.config, io);
  const pairs = modelPairs(values.model ?? []);
  const chosen = chosenOptions({
    ...config,
    models: { ...config.models, ...Object.fromEntries(pairs) },
    settings: { ...config.settings, ...Object.fromEntries((values.set ?? []).map((text) => namedValue('--set', text))) },
    feeds: [...config.feeds, ...(values.feeds ?? [])],
    as: values.as === undefined ? config.as : oneOf('--as', values.as, ['delivered', 'called']),
  });
  if (!chosen.ok) throw new Unusable(chosen.why);
  return {
    options: chosen.options,
    reading: {
      vendors: pairs.flatMap(([project, id]) => (project === modelById(id)?.vendor ? [project] : [])),
      deviceFrom: oneOf('--device-from', values['device-from'] ?? 'file', ['file', 'ua']),
      serverIdCookie: config.serverIdCookie,
    },
  };
};
