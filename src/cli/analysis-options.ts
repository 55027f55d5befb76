import { feedDestinations, feedSources } from '../adapters/feeds.ts';
import type { ModelSetting } from '../core/model.ts';
import { type AnalysisOptions, defaultOptions, type Feed } from '../core/options.ts';
import { takenValues, takesValue } from '../core/setting-value.ts';
import { modelById, models } from '../models/index.ts';
import { type Config, noConfig } from '../reports/config.ts';
import { rules } from '../rules/index.ts';
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

export type ChosenOptions = {
  readonly options: AnalysisOptions;
  readonly reading: Reading;
};

const order: ModelSetting = {
  name: 'order',
  title: 'Whether events reach the model in order of ingestion or of client time',
  default: defaultOptions.order,
  values: ['ingestion', 'client-time'],
  cite: '',
  assumption: false,
};

/** Chosen for a project that feeds no server model: its events count for the ids they carry. */
const noModel = 'none';

const knownModel = (id: string): string => {
  const model = modelById(id);
  if (model === null) throw new Unusable(`There is no model ${JSON.stringify(id)}; there are ${models.map((one) => one.id).join(', ')}.`);
  return model.vendor;
};

const checkSetting = (name: string, value: string): void => {
  const all = [order, ...models.flatMap((model) => model.settings), ...rules.flatMap((rule) => rule.settings)];
  const named = all.filter((setting) => setting.name === name);
  if (named.length === 0)
    throw new Unusable(`There is no setting ${JSON.stringify(name)}; there are ${[...new Set(all.map((one) => one.name))].join(', ')}.`);
  if (named.some((setting) => takesValue(setting, value))) return;
  const taken = [...new Set(named.map(takenValues))].join(', or ');
  throw new Unusable(`--set ${name} takes ${taken}, not ${JSON.stringify(value)}.`);
};

const chosenModels = (
  config: Config,
  texts: readonly string[],
): { readonly models: Record<string, string>; readonly vendors: string[] } => {
  const chosen: Record<string, string> = {};
  const vendors: string[] = [];
  const pairs = [
    ...Object.entries(config.models),
    ...texts.map((text): readonly [string, string] => {
      const cut = text.lastIndexOf('=');
      return [text.slice(0, Math.max(cut, 0)), text.slice(cut + 1)];
    }),
  ];
  for (const [project, id] of pairs) {
    if (project !== '' && id === noModel) {
      chosen[project] = id;
      continue;
    }
    const vendor = knownModel(id);
    chosen[project === '' ? vendor : project] = id;
    if (project === '') vendors.push(vendor);
  }
  return { models: chosen, vendors };
};

/** `SOURCE:MODEL`, cut at the last colon: `segment:mixpanel-simplified` or `WRITEKEY:amplitude`. */
const feedOf = (text: string): Feed => {
  const cut = text.lastIndexOf(':');
  const feed = { from: text.slice(0, Math.max(cut, 0)), to: text.slice(cut + 1) };
  if (feed.from === '') throw new Unusable(`--feeds takes SOURCE:MODEL, such as segment:mixpanel-simplified, not ${JSON.stringify(text)}.`);
  if (!feedDestinations.includes(knownModel(feed.to)))
    throw new Unusable(
      `${feed.to} cannot be fed; sources of ${feedSources.join(' and ')} feed models of ${feedDestinations.join(' and ')}.`,
    );
  return feed;
};

/** The options of contracts section 3, from the config file and then from the command line, which wins. */
export const analysisOptions = async (values: Chosen, io: Io): Promise<ChosenOptions> => {
  const config = values.config === undefined ? noConfig : await readConfig(values.config, io);
  const settings = { ...config.settings, ...Object.fromEntries((values.set ?? []).map((text) => namedValue('--set', text))) };
  for (const [name, value] of Object.entries(settings)) checkSetting(name, value);
  const { order: chosenOrder = order.default, ...others } = settings;
  const { models: byProject, vendors } = chosenModels(config, values.model ?? []);
  return {
    reading: {
      vendors,
      deviceFrom: oneOf('--device-from', values['device-from'] ?? 'file', ['file', 'ua']),
      serverIdCookie: config.serverIdCookie,
    },
    options: {
      as: oneOf('--as', values.as ?? config.as ?? defaultOptions.as, ['delivered', 'called']),
      order: oneOf('--set order', chosenOrder, ['ingestion', 'client-time']),
      models: byProject,
      settings: others,
      ownProjects: config.ownProjects,
      feeds: [...config.feeds, ...(values.feeds ?? [])].map(feedOf),
      auth: config.auth,
      muted: config.muted,
    },
  };
};
