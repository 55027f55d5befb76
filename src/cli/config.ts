import { type Config, parseConfig } from '../reports/config.ts';
import type { Io } from './io.ts';
import { Unusable } from './unusable.ts';

/** Reads the file named by `--config`. */
export const readConfig = async (path: string, io: Io): Promise<Config> => {
  const bytes = await io.read(path).catch(() => {
    throw new Unusable(`${path} cannot be read.`);
  });
  const parsed = parseConfig(new TextDecoder().decode(bytes));
  if (!parsed.ok) throw new Unusable(`${path}: ${parsed.why}`);
  return parsed.config;
};
