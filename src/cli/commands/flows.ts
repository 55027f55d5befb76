import { flows as all } from '../../flows/index.ts';
import type { Command } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output/table.ts';

const asJson = (): unknown => all.map(({ id, title, cite, steps }) => ({ id, title, cite, steps }));

const asText = (): string =>
  `${all
    .map(
      ({ id, title, steps }) =>
        `${id}: ${title}\n${table(
          ['step', ''],
          steps.map(({ step, title: what }) => [step, what]),
          120,
        )}`,
    )
    .join('\n\n')}\n`;

export const flows: Command = {
  name: 'flows',
  summary: 'Lists the login flows with their steps.',
  usage: 'idscope flows [--json]',
  run: async (args, io) => {
    const { values } = parseOptions(args, { json: { type: 'boolean' } }, false);
    io.out(values.json === true ? `${JSON.stringify(asJson())}\n` : asText());
    return 0;
  },
};
