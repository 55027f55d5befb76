import { headless } from './headless.ts';
import { readOptions, usage } from './options.ts';
import { show } from './shown.ts';

/** What set-up offers: the launcher has it before any package is installed. */
export type Setup = {
  readonly root: string;
  readonly args: readonly string[];
  /** Builds what is stale and gives the program of the wanted browser. */
  readonly prepare: (browser: 'chromium' | 'firefox') => Promise<string>;
};

/** `npm start`. Returns the exit code: 0, 1 when the demo does not show what it promises, 2 for a wrong option. */
export async function main({ root, args, prepare }: Setup): Promise<number> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const options = readOptions(args, { platform: process.platform, env: process.env });
  if ('refused' in options) {
    process.stderr.write(`${options.refused}\n\n${usage}\n`);
    return 2;
  }
  const program = await prepare(options.browser);
  return options.mode === 'headless' ? headless({ root, program, say }) : show({ root, program, options, say });
}
