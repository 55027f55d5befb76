import { rules as all } from '../../rules/index.ts';
import type { Command } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output/table.ts';

const asJson = (): unknown =>
  all.map(({ id, number, severity, vendors, title, cite, settings, explainedBy }) => ({
    id,
    number,
    severity,
    vendors,
    title,
    cite,
    settings: settings.map(({ name, default: value, values, cite: source }) => ({ name, default: value, values, cite: source })),
    explainedBy,
  }));

const asText = (): string => {
  const rows = all.map(({ id, number, severity, vendors, title }) => [
    number,
    id,
    severity,
    vendors === 'all' ? 'all' : vendors.join(' '),
    title,
  ]);
  return `${table(['', 'rule', 'severity', 'vendors', 'fires when'], rows, 120)}\n`;
};

export const rules: Command = {
  name: 'rules',
  summary: 'Lists the rules that are checked.',
  usage: 'idscope rules [--json]',
  run: async (args, io) => {
    const { values } = parseOptions(args, { json: { type: 'boolean' } }, false);
    io.out(values.json === true ? `${JSON.stringify(asJson())}\n` : asText());
    return 0;
  },
};
