import { models as all } from '../../models/index.ts';
import type { Command } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output/table.ts';

const asJson = (): unknown =>
  all.map(({ id, vendor, title, default: isDefault, verified, settings }) => ({
    id,
    vendor,
    title,
    default: isDefault,
    verified,
    settings: settings.map(({ name, default: value, values, cite }) => ({ name, default: value, values, cite })),
  }));

const asText = (): string => {
  const settings = all.flatMap((model) =>
    model.settings.map(({ name, default: value, values, title }) => [
      model.id,
      name,
      value,
      values.length > 0 ? values.join(' | ') : 'text',
      title,
    ]),
  );
  return [
    table(
      ['model', 'vendor', 'default', 'verified', 'title'],
      all.map(({ id, vendor, default: isDefault, verified, title }) => [
        id,
        vendor,
        isDefault ? 'yes' : 'no',
        verified ? 'yes' : 'unverified',
        title,
      ]),
      80,
    ),
    '',
    table(['model', 'setting', 'default', 'values', ''], settings, 140),
    '',
  ].join('\n');
};

export const models: Command = {
  name: 'models',
  summary: 'Lists the merge models with their settings.',
  usage: 'idscope models [--json]',
  run: async (args, io) => {
    const { values } = parseOptions(args, { json: { type: 'boolean' } }, false);
    io.out(values.json === true ? `${JSON.stringify(asJson())}\n` : asText());
    return 0;
  },
};
