import type { AnalysisOptions } from '../../src/core/options.ts';
import { defaultOptions } from '../../src/core/options.ts';
import { type Judged, readRecordings } from '../../src/reports/engine.ts';
import type { Finding } from '../../src/rules/rule.ts';
import { type DocumentBuilder, type RecordingBuilder, recordingOf } from './recording-builder.ts';
import type { SdkBuilder } from './sdk-builder.ts';

export type Scene = { readonly options?: Partial<AnalysisOptions>; readonly until?: (last: number) => number };

/** Everything Idscope says of a recording that `build` makes. */
export const judgedOf = (build: (r: RecordingBuilder) => void, { options = {}, until }: Scene = {}): Judged => {
  const recording = recordingOf(build);
  const last = Math.max(...recording.observations.map((o) => o.at));
  return readRecordings([recording], { ...defaultOptions, ...options }, until?.(last));
};

export const rulesOf = (judged: Judged): readonly string[] => judged.findings.map((f) => f.rule);

/** The findings of one rule. */
export const found = (judged: Judged, rule: string): readonly Finding[] => judged.findings.filter((f) => f.rule === rule);

export type Vendor = 'mixpanel' | 'segment';
export const vendors: readonly Vendor[] = ['mixpanel', 'segment'];

export type Page = { readonly d: DocumentBuilder; readonly sdk: SdkBuilder };

/** Opens pages of one shop with one vendor's SDK. A page sends what waits and closes when `act` is done, unless told to stay. */
export const shopOf =
  (r: RecordingBuilder, vendor: Vendor) =>
  (path: string, act: (page: Page) => void, { stay = false } = {}): Page => {
    const d = r.document(`https://shop.test${path}`);
    const page = { d, sdk: d[vendor]() };
    act(page);
    if (!stay) {
      page.sdk.send();
      d.close();
    }
    r.wait(500);
    return page;
  };
