import type { AnalysisOptions } from '../../core/options.ts';
import { readRecordings } from '../../reports/engine.ts';
import { type Baseline, baselineOf, isCheck } from '../../reports/known-findings.ts';
import type { Io } from '../io.ts';
import { Unusable } from '../unusable.ts';
import { type Reading, readFiles } from './read-files.ts';

/** Above this no check has ever been: it is a recording or lines. */
const longestCheck = 64 * 1024 * 1024;

const parsedOf = (bytes: Uint8Array): unknown => {
  if (bytes.length > longestCheck) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
};

/** What was found before: in the output of `check --json`, or in a file that `check` reads, judged with the same options. */
export const readBaseline = async (path: string, options: AnalysisOptions, reading: Reading, io: Io): Promise<Baseline> => {
  if (path === '-') throw new Unusable('--baseline takes a file.');
  const bytes = await io.read(path).catch(() => {
    throw new Unusable(`${path} cannot be read.`);
  });
  const value = parsedOf(bytes);
  if (isCheck(value)) {
    const baseline = baselineOf(value);
    if (baseline === null) throw new Unusable(`${path} is no check of schema 1, as --baseline takes it.`);
    return baseline;
  }
  const { recordings, skipped } = await readFiles([path], reading, io);
  return readRecordings(recordings, options, undefined, skipped);
};
