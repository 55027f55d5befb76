import type { AuthPage } from './auth-page.ts';
import type { Told } from './visit.ts';

export type Score = {
  readonly right: number;
  /** Told and not expected; expected and not told. Each as `page, step 3: login (source: detail)`. */
  readonly false: readonly string[];
  readonly missed: readonly string[];
  readonly precision: number;
  readonly recall: number;
};

/** Compares what was told with what was expected, signal by signal: the kind and the step have to be the same. */
export function score(results: readonly { readonly page: AuthPage; readonly told: readonly Told[] }[]): Score {
  let right = 0;
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const { page, told } of results) {
    const open = page.visit.flatMap(({ gives }, step) => (gives ?? []).map((signal) => ({ step, signal })));
    for (const { step, signal, how } of told) {
      const index = open.findIndex((one) => one.step === step && one.signal === signal);
      if (index === -1) wrong.push(`${page.name}, step ${step}: ${signal} (${how})`);
      else {
        open.splice(index, 1);
        right += 1;
      }
    }
    for (const { step, signal } of open) missed.push(`${page.name}, step ${step}: ${signal}`);
  }
  return {
    right,
    false: wrong,
    missed,
    precision: right / Math.max(1, right + wrong.length),
    recall: right / Math.max(1, right + missed.length),
  };
}
