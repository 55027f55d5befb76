import { defaultOptions } from '../../src/core/options.ts';
import { type Judged, readRecordings } from '../../src/reports/engine.ts';
import type { Stored } from './stored.ts';

/** Everything Idscope says of a kept recording, read as its story says. */
export const judgedStored = ({ recordings, options }: Stored): Judged => readRecordings([...recordings], { ...defaultOptions, ...options });

/** What is said above information, in short. */
export const alarmsIn = ({ findings }: Judged): readonly string[] =>
  findings.filter(({ severity }) => severity !== 'info').map(({ rule, vendor, what }) => `${rule} (${vendor}): ${what}`);

/** Steps of flows that failed, in short. */
export const failuresIn = ({ flows }: Judged): readonly string[] =>
  flows.flatMap(({ flow, vendor, run, steps }) =>
    steps.filter(({ verdict }) => verdict === 'fail').map(({ step, why }) => `${flow} (${vendor}, run ${run}) ${step}: ${why}`),
  );
