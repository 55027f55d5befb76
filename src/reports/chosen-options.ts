import { feedDestinations, feedSources } from '../adapters/feeds.ts';
import type { ModelSetting } from '../core/model.ts';
import { type AnalysisOptions, defaultOptions, type Feed } from '../core/options.ts';
import { takenValues, takesValue } from '../core/setting-value.ts';
import { modelById, models } from '../models/index.ts';
import { rules } from '../rules/index.ts';
import type { Config } from './config.ts';

/** What a tester chose, by name, in a config file and on top of it. */
export type Choices = Pick<Config, 'ownProjects' | 'models' | 'settings' | 'feeds' | 'as' | 'auth' | 'muted'>;

export type ChosenOptions = { readonly ok: true; readonly options: AnalysisOptions } | { readonly ok: false; readonly why: string };

class Wrong extends Error {}

const oneOf = <T extends string>(name: string, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Wrong(`${name} takes ${allowed.join(', ')}, not ${JSON.stringify(value)}.`);
  return found;
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

const vendorOf = (id: string): string => {
  const model = modelById(id);
  if (model === null) throw new Wrong(`There is no model ${JSON.stringify(id)}; there are ${models.map((one) => one.id).join(', ')}.`);
  return model.vendor;
};

const checkModel = (project: string, id: string): void => {
  if (id === noModel && project !== '') return;
  const vendor = vendorOf(id);
  const own = models.filter((model) => model.vendor === project);
  if (own.length > 0 && vendor !== project)
    throw new Wrong(`${id} is no model of ${project}; there are ${own.map((model) => model.id).join(', ')}.`);
};

const checkSetting = (name: string, value: string): void => {
  const all = [order, ...models.flatMap((model) => model.settings), ...rules.flatMap((rule) => rule.settings)];
  const named = all.filter((setting) => setting.name === name);
  if (named.length === 0)
    throw new Wrong(`There is no setting ${JSON.stringify(name)}; there are ${[...new Set(all.map((one) => one.name))].join(', ')}.`);
  if (named.some((setting) => takesValue(setting, value))) return;
  const taken = [...new Set(named.map(takenValues))].join(', or ');
  throw new Wrong(`Setting ${name} takes ${taken}, not ${JSON.stringify(value)}.`);
};

/** `SOURCE:MODEL`, cut at the last colon: `segment:mixpanel-simplified` or `WRITEKEY:amplitude`. */
const feedOf = (text: string): Feed => {
  const cut = text.lastIndexOf(':');
  const feed = { from: text.slice(0, Math.max(cut, 0)), to: text.slice(cut + 1) };
  if (feed.from === '') throw new Wrong(`A feed is SOURCE:MODEL, such as segment:mixpanel-simplified, not ${JSON.stringify(text)}.`);
  if (!feedDestinations.includes(vendorOf(feed.to)))
    throw new Wrong(`${feed.to} cannot be fed; sources of ${feedSources.join(' and ')} feed models of ${feedDestinations.join(' and ')}.`);
  return feed;
};

const read = ({ ownProjects, models: byProject, settings, feeds, as, auth, muted }: Choices): AnalysisOptions => {
  for (const [project, id] of Object.entries(byProject)) checkModel(project, id);
  for (const [name, value] of Object.entries(settings)) checkSetting(name, value);
  const { order: chosenOrder = order.default, ...others } = settings;
  return {
    as: oneOf('"as"', as ?? defaultOptions.as, ['delivered', 'called']),
    order: oneOf('Setting order', chosenOrder, ['ingestion', 'client-time']),
    models: byProject,
    settings: others,
    ownProjects,
    feeds: feeds.map(feedOf),
    auth,
    muted,
  };
};

/** The options behind the names that a tester chose, the same for the command and the fixture; `why` is one sentence for a name or value that is none. */
export const chosenOptions = (choices: Choices): ChosenOptions => {
  try {
    return { ok: true, options: read(choices) };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ok: false, why: error.message };
  }
};
