import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AnalysisOptions } from '../../src/core/options.ts';
import type { Recording } from '../../src/core/recording.ts';
import { root } from '../e2e/support/paths.ts';

export type CorpusKind = 'correct' | 'planted';

/** A walked story as it is kept. */
export type Stored = {
  readonly story: string;
  readonly title: string;
  readonly vendors: readonly string[];
  readonly flow: string | null;
  readonly options: Partial<AnalysisOptions>;
  /** One a device, in the order of the devices. */
  readonly recordings: readonly Recording[];
};

const folderOf = (kind: CorpusKind): string => `${root}test/fixtures/corpus/${kind}/`;

/** Without what follows the vendor: `shared-device.mixpanel`. */
export const fileNameOf = (story: string, vendors: readonly string[]): string => `${story}.${vendors.join('+')}`;

/** Names of the recordings there are, sorted. */
export const storedNames = (kind: CorpusKind): readonly string[] => {
  mkdirSync(folderOf(kind), { recursive: true });
  return readdirSync(folderOf(kind))
    .filter((name) => name.endsWith('.json.gz'))
    .map((name) => name.slice(0, -'.json.gz'.length))
    .sort();
};

export const readStored = (kind: CorpusKind, name: string): Stored =>
  JSON.parse(gunzipSync(readFileSync(`${folderOf(kind)}${name}.json.gz`)).toString('utf8')) as Stored;

export function writeStored(kind: CorpusKind, stored: Stored): void {
  mkdirSync(folderOf(kind), { recursive: true });
  writeFileSync(`${folderOf(kind)}${fileNameOf(stored.story, stored.vendors)}.json.gz`, gzipSync(JSON.stringify(stored), { level: 9 }));
}
