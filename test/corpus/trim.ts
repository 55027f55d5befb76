import type { Recording } from '../../src/core/recording.ts';

/** The recording as it is kept. Throws when it tells of the machine it was made on. */
export function trimmed(recording: Recording, port: number): Recording {
  const text = JSON.stringify(recording);
  const told = new RegExp(`127\\.0\\.0\\.1|localhost|file:/|node_modules|:${port}\\b`).exec(text);
  if (told !== null) throw new Error(`The recording tells of this machine: ${text.slice(Math.max(0, told.index - 80), told.index + 80)}`);
  return recording;
}
