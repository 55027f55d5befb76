import type { ExitCode } from './command.ts';
import { commands } from './commands/index.ts';
import type { Io } from './io.ts';
import { Unusable } from './unusable.ts';

const help = (): string => {
  const widest = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(widest)}  ${summary}`);
  return `Usage: idscope <command> …\n\n${lines.join('\n')}\n\nFILE is a recording (*.idscope.json), a HAR, NDJSON, or - for standard input.\nidscope <command> --help shows a command's options.\n`;
};

/** Runs one command line. Unusable input or options give one line on standard error and 2; a fault of ours is thrown. */
export const main = async (args: readonly string[], io: Io): Promise<ExitCode> => {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(help());
    return 0;
  }
  if (name === '--version') {
    io.out(`${__IDSCOPE_VERSION__}\n`);
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    const names = commands.map((one) => one.name).join(', ');
    io.warn(name === undefined ? `Name a command: ${names}.` : `There is no command ${JSON.stringify(name)}; there are ${names}.`);
    return 2;
  }
  const end = rest.indexOf('--');
  if ((end < 0 ? rest : rest.slice(0, end)).some((argument) => argument === '--help' || argument === '-h')) {
    io.out(`Usage: ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  try {
    return await command.run(rest, io);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    io.warn(error.message.replaceAll('\n', ' '));
    return 2;
  }
};
