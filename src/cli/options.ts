import { type ParseArgsConfig, parseArgs } from 'node:util';
import { errorText } from '../core/error-text.ts';
import { Unusable } from './unusable.ts';

type Spec = NonNullable<ParseArgsConfig['options']>;

/** `parseArgs` with its complaints as one line for the user. */
export const parseOptions = <T extends Spec>(args: readonly string[], options: T, files: boolean) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: files, strict: true });
  } catch (error) {
    throw new Unusable(firstSentence(errorText(error)));
  }
};

const firstSentence = (text: string): string => {
  const line = (text.split('\n')[0] ?? '').replace(/\. To specify a positional argument.*$/, '.');
  return line.endsWith('.') ? line : `${line}.`;
};

/** The options of every command that reads files. */
export const commonOptions = {
  model: { type: 'string', multiple: true },
  feeds: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  as: { type: 'string' },
  'device-from': { type: 'string' },
  config: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies Spec;

/** One of the allowed values, or one line saying which there are. */
export const oneOf = <T extends string>(option: string, value: string, allowed: readonly T[]): T => {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new Unusable(`${option} takes ${allowed.join(', ')}, not ${JSON.stringify(value)}.`);
  return found;
};

/** `NAME=VALUE` cut at the first `=`. */
export const namedValue = (option: string, text: string): readonly [name: string, value: string] => {
  const cut = text.indexOf('=');
  if (cut < 1) throw new Unusable(`${option} takes NAME=VALUE, not ${JSON.stringify(text)}.`);
  return [text.slice(0, cut), text.slice(cut + 1)];
};
