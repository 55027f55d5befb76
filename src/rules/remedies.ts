import type { Evidence, Finding } from './rule.ts';

/** The advice of a finding as a change of what was called, so that it can be tried on a copy. */
export type Remedy =
  /** This call had been made right before. */
  | { readonly kind: 'call'; readonly text: string; readonly at: Evidence }
  /** These calls had not been made. */
  | { readonly kind: 'drop'; readonly calls: readonly Evidence[] };

type Advice = (evidence: readonly Evidence[], vendor: string) => Remedy | null;

/** Without true these two keep the id of the browser for whoever comes next. */
const resets: Readonly<Record<string, string>> = { posthog: 'reset(true)', rudderstack: 'reset(true)' };

const resetBefore =
  (place: number): Advice =>
  (evidence, vendor) => {
    const at = evidence[place];
    return at === undefined ? null : { kind: 'call', text: resets[vendor] ?? 'reset()', at };
  };

const withoutCalls: Advice = (evidence) => {
  const calls = evidence.filter((one) => 'call' in one);
  return calls.length === 0 ? null : { kind: 'drop', calls };
};

/** Evidence that leads with the call at fault may name calls that are right behind it. */
const withoutFirst: Advice = (evidence, vendor) => withoutCalls(evidence.slice(0, 1), vendor);

const advice: Readonly<Record<string, Advice>> = {
  // The log-out leads; what follows it still went out as the one who had left, and is no event of the log-out itself.
  'logout-without-reset': resetBefore(1),
  'user-switched-without-reset': resetBefore(0),
  'reset-while-anonymous': withoutCalls,
  'placeholder-id': withoutCalls,
  'empty-identify': withoutFirst,
  'visitor-identified-too-early': withoutFirst,
  'anonymous-id-overridden': withoutFirst,
};

/** Rules with something to try, and the SDKs whose calls can be played. */
export const remedied = {
  rules: Object.keys(advice),
  vendors: ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'] as readonly string[],
};

/** What to try of a finding; null where its advice is no call more and no call less, or nobody knows what the SDK would do. */
export const remedyOf = ({ rule, evidence, vendor }: Pick<Finding, 'rule' | 'evidence' | 'vendor'>): Remedy | null =>
  vendor === null || !remedied.vendors.includes(vendor) ? null : (advice[rule]?.(evidence, vendor) ?? null);
