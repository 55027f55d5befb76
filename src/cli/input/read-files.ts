import { decodeRequest } from '../../adapters/index.ts';
import { type DeviceFrom, readHar } from '../../core/har.ts';
import type { Observation } from '../../core/observation.ts';
import type { Recording } from '../../core/recording.ts';
import { createLineParser, observationOf } from '../../reports/ndjson.ts';
import type { Io } from '../io.ts';
import { Unusable } from '../unusable.ts';
import { complain } from './complaints.ts';
import { type Opened, openFiles } from './open-files.ts';

export type Input = {
  readonly recordings: readonly Recording[];
  /** Lines and entries that could not be used. */
  readonly skipped: number;
};

/** How files are to be read. */
export type Reading = {
  /** The vendors of the chosen models, for lines that could be several vendors'. */
  readonly vendors: readonly string[];
  readonly deviceFrom: DeviceFrom;
  /** The cookie in which the site's servers keep an anonymous id; null when there is none. */
  readonly serverIdCookie: string | null;
};

/** One line where the choice of devices has nothing to work on. */
export const warnOfDevices = (files: readonly Opened[], { deviceFrom }: Reading, io: Io): void => {
  if (deviceFrom === 'ua' && !files.some(({ kind }) => kind === 'har'))
    io.warn('--device-from tells apart devices in HAR files, and there is none.');
};

/** Recordings, and HARs and lines as recordings of their own. Throws when nothing usable is left. */
export const readOpened = async (files: readonly Opened[], reading: Reading, io: Io): Promise<Input> => {
  const recordings: Recording[] = [];
  const complaints: string[] = [];
  let skipped = 0;
  warnOfDevices(files, reading, io);

  for (const [place, file] of files.entries()) {
    if (file.kind === 'recording') {
      recordings.push(file.recording);
      skipped += file.skipped;
      for (const at of file.skippedAt) complaints.push(`${file.name}: observations[${at}] is no observation`);
      continue;
    }
    const device = `file-${String(place + 1).padStart(4, '0')}`;
    if (file.kind === 'har') {
      const { recording, ...left } = readHar(file.har, {
        decode: decodeRequest,
        id: io.newId(),
        version: __IDSCOPE_VERSION__,
        file: device,
        label: file.label,
        deviceFrom: reading.deviceFrom,
        serverIdCookie: reading.serverIdCookie,
      });
      skipped += left.skipped;
      for (const { entry, why } of left.skippedAt) complaints.push(`${file.name}: entries[${entry}]: ${why}`);
      if (left.agents > 1 && reading.deviceFrom === 'file')
        io.warn(`${file.name}: requests of ${left.agents} User-Agents count as one device; --device-from ua tells them apart.`);
      if (recording.observations.length > 0) recordings.push(recording);
      continue;
    }
    const parser = createLineParser(reading.vendors);
    const observations: Observation[] = [];
    for await (const block of file.blocks) {
      for (const line of parser.parse(block)) observations.push(observationOf(line, { document: device, device }));
    }
    skipped += parser.skippedCount;
    for (const { line, why } of parser.skipped) complaints.push(`${file.name}:${line}: ${why}`);
    if (observations.length === 0) continue;
    recordings.push({
      idscope: 1,
      id: io.newId(),
      startedAt: io.now().toISOString(),
      made: { by: 'cli', version: __IDSCOPE_VERSION__, browser: null },
      devices: [{ id: device, label: file.label }],
      observations,
    });
  }

  complain(complaints, skipped, io);
  if (recordings.length === 0) throw new Unusable(nothingUsable(files));
  return { recordings, skipped };
};

export const nothingUsable = (files: readonly Opened[]): string => `Nothing usable in ${files.map(({ name }) => name).join(', ')}.`;

/** Reads files of every kind; complains about what is unusable on standard error. Throws when nothing usable is left. */
export const readFiles = async (paths: readonly string[], reading: Reading, io: Io): Promise<Input> =>
  readOpened(await openFiles(paths, io), reading, io);
