import type { Recording } from '../../src/core/recording.ts';

/** A call site without the frames of what drives the browser, which name files of the machine. */
const withoutDriver = <O extends Recording['observations'][number]>(one: O): O =>
  'site' in one && typeof one.site === 'string'
    ? {
        ...one,
        site: one.site
          .split('\n')
          .filter((line) => !line.includes('pptr:'))
          .join('\n'),
      }
    : one;

/** The recording as it is kept. Throws when it tells of the machine it was made on. */
export function trimmed(whole: Recording, port: number): Recording {
  const recording = { ...whole, observations: whole.observations.map(withoutDriver) };
  const text = JSON.stringify(recording);
  const told = new RegExp(`127\\.0\\.0\\.1|localhost|file(?::|%3A)|pptr|node_modules|:${port}\\b`).exec(text);
  if (told !== null) throw new Error(`The recording tells of this machine: ${text.slice(Math.max(0, told.index - 80), told.index + 80)}`);
  return recording;
}
