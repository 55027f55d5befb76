import { decodeRequest } from '../../src/adapters/index.ts';
import type { Observation } from '../../src/core/observation.ts';
import { parseReport } from '../../src/core/parse-observation.ts';
import { createRecorder } from '../../src/extension/background/recorder.ts';
import { longDay } from './long-day.ts';

/** A long day as it is recorded when nothing is left out. */
export const recordedDay = (count: number, eventsPerPage?: number, device = 'd-1'): readonly Observation[] => {
  const record = createRecorder({ parseReport, decode: decodeRequest, deviceOf: () => device });
  return [...longDay(count, eventsPerPage)].flatMap(
    ({ document, reports }) =>
      record(JSON.stringify(reports), { document, tab: 7, frame: 0, incognito: false, cookieStore: null, url: null }).observations,
  );
};
