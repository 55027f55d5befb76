import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { BrowserKind } from '../hook/listener.ts';
import { amplitude } from '../sdk/sdks/amplitude.ts';
import { mixpanel } from '../sdk/sdks/mixpanel.ts';
import { posthog } from '../sdk/sdks/posthog.ts';
import { rudderstack } from '../sdk/sdks/rudderstack.ts';
import { segment } from '../sdk/sdks/segment.ts';
import { differences } from '../sdk/visit.ts';
import { withoutRaces } from './normal.ts';
import { callsOf } from './session.ts';
import { amplitudeSession } from './sessions/amplitude.ts';
import { mixpanelSession } from './sessions/mixpanel.ts';
import { posthogSession } from './sessions/posthog.ts';
import { rudderstackSession } from './sessions/rudderstack.ts';
import { segmentSession } from './sessions/segment.ts';
import { type Case, type Outcome, visitAll } from './visit.ts';

/** Each SDK as the hook sees most of it: Amplitude's bundle has no methods in reach. */
const cases: readonly Case[] = [
  { sdk: mixpanel, form: 'npm', session: mixpanelSession },
  { sdk: segment, form: 'npm', session: segmentSession },
  { sdk: posthog, form: 'npm', session: posthogSession },
  { sdk: amplitude, form: 'snippet', session: amplitudeSession },
  { sdk: rudderstack, form: 'npm', session: rudderstackSession },
];

const orThrow = (outcome: Outcome | Error | undefined): Outcome => {
  if (outcome === undefined || outcome instanceof Error) throw outcome ?? new Error('not visited');
  return outcome;
};

const payloadOf = (line: string): Json => JSON.parse(line.slice(line.indexOf(' ') + 1)) as Json;

/** Payloads that only one of the two sent, each held against the one in its place among the other's, so that a failure is readable. */
const sentDifferently = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const [without, with_] = [one.filter((line) => !other.includes(line)), other.filter((line) => !one.includes(line))];
  return [
    ...without
      .slice(0, with_.length)
      .flatMap((line, index) => differences(payloadOf(line), payloadOf(with_[index] ?? line), line.slice(0, 60))),
    ...without.slice(with_.length).map((line) => `only without: ${line}`),
    ...with_.slice(without.length).map((line) => `only with: ${line}`),
  ];
};

/** Plays a session of each SDK with and without hook and bridge, and holds the two against each other. */
export const describeEquivalence = (kind: BrowserKind): void => {
  describe(`with and without the extension in ${kind === 'chromium' ? 'Chromium' : 'Firefox'}`, () => {
    let bare: ReadonlyMap<string, Outcome | Error> = new Map();
    let watched: typeof bare = new Map();
    beforeAll(async () => {
      [bare, watched] = await Promise.all([visitAll(kind, cases, false), visitAll(kind, cases, true)]);
    }, 240_000);
    afterAll(() => {
      const rows = cases.map(({ sdk, session }) => {
        const [one, other] = [bare.get(sdk.vendor), watched.get(sdk.vendor)];
        const sent = one === undefined || one instanceof Error ? 0 : one.sent.length;
        const observed = other === undefined || other instanceof Error ? 0 : other.observed;
        return `${sdk.vendor.padEnd(12)} ${callsOf(session).length} calls, ${observed} observed, ${sent} payloads`;
      });
      process.stdout.write(`\nequivalence in ${kind}\n${rows.join('\n')}\n`);
    });
    test.each(cases)('$sdk.vendor gives, throws, stores and sends the same', ({ sdk, session }) => {
      const calls = callsOf(session);
      expect(calls.length).toBeGreaterThanOrEqual(150);
      const [one, other] = [orThrow(bare.get(sdk.vendor)), orThrow(watched.get(sdk.vendor))];
      const changed = [
        ...one.results.flatMap((result, index) => differences(result, other.results[index], calls[index])),
        ...differences(one.held, other.held, 'held'),
        ...sentDifferently(withoutRaces(one.sent), withoutRaces(other.sent)),
      ];
      expect(changed.map((line) => line.slice(0, 2_000))).toEqual([]);
      expect(other.results).toHaveLength(one.results.length);
      expect(withoutRaces(other.sent)).toHaveLength(withoutRaces(one.sent).length);
      expect(one.observed).toBe(0);
      expect(other.observed).toBeGreaterThanOrEqual(120);
      expect(one.sent.length).toBeGreaterThan(20);
    });
  });
};
