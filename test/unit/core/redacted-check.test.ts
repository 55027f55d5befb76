import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { parseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { redact } from '../../../src/core/redact.ts';
import { createIdMask } from '../../../src/core/redact-id.ts';
import { toCheck } from '../../../src/reports/check.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { randomSession } from '../../support/random-session.ts';
import { recordingOfFixture, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';
import { type ShopVendor, shopVendors } from '../../support/shop-types.ts';
import { shopRecording } from '../../support/shops.ts';

/** What a check says without the ids that it says it of. */
const told = (recording: Recording) => {
  const { check, reasons } = toCheck(readRecordings([recording], defaultOptions), { failOn: 'warning' });
  return {
    verdict: check.verdict,
    findings: check.findings.map(({ rule, severity, vendor, project, document, title, evidence, affected, related, cite }) => ({
      rule,
      severity,
      vendor,
      project,
      document,
      title,
      evidence,
      affected,
      related,
      cite,
    })),
    flows: check.flows.map(({ steps, ...run }) => ({ ...run, steps: steps.map(({ step, verdict }) => ({ step, verdict })) })),
    unchecked: check.unchecked.map(({ rule, flow, project }) => ({ rule, flow, project })),
    signals: check.signals.map(({ detail, ...signal }) => signal),
    reasons: reasons.length,
  };
};

test('a redacted session of several tools is judged like the session itself', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(randomSession, fc.string({ maxLength: 8 }), (recording, salt) => {
      expect(told(redact(recording, salt))).toEqual(told(recording));
    }),
    { numRuns: 200 },
  );
});

type Step =
  | { readonly kind: 'identify'; readonly id: string }
  | { readonly kind: 'track'; readonly name: string }
  | { readonly kind: 'alias'; readonly id: string }
  | { readonly kind: 'reset' | 'login' | 'logout' | 'wait' | 'page' };

/** Ids of every class that a rule tells apart. */
const id = fc.constantFrom(
  'u-1',
  'u-2',
  '4711',
  '42',
  'anna@shop.example',
  'Anna@Shop.example',
  'ben@shop.example',
  '+491701234567',
  'undefined',
  'null',
  'guest',
  'deadbeef00112233',
  '0190aaaa-0000-7000-8000-000000000001',
  'x',
  '$device:abc-def-1',
  'a very long id '.repeat(12),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('identify' as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('track' as const), name: fc.constantFrom('View', 'Sign Up', 'Log In', 'Buy') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('alias' as const), id }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('reset' as const, 'login' as const, 'logout' as const, 'wait' as const, 'page' as const),
    }),
  },
);

const aliasing: ReadonlySet<ShopVendor> = new Set(['mixpanel', 'segment', 'posthog', 'rudderstack']);

const play = (vendors: readonly ShopVendor[], steps: readonly Step[]): Recording =>
  shopRecording(vendors, (shop) => {
    let path = 0;
    const all = [...steps];
    while (all.length > 0) {
      const end = all.findIndex(({ kind }) => kind === 'page');
      const part = all.splice(0, end < 0 ? all.length : end + 1);
      path += 1;
      shop.page(`/p${path}?email=anna@shop.example&utm_source=news`, (page) => {
        for (const item of part) {
          if (item.kind === 'login') page.login();
          else if (item.kind === 'logout') page.logout();
          else if (item.kind === 'wait') shop.wait(6_000);
          else
            for (const tool of page.tools) {
              if (item.kind === 'identify') tool.identify(item.id);
              else if (item.kind === 'track') tool.track(item.name);
              else if (item.kind === 'reset') tool.reset();
              else if (item.kind === 'alias' && aliasing.has(tool.vendor)) tool.call('alias', item.id);
            }
        }
      });
    }
  });

const vendors = fc.shuffledSubarray([...shopVendors], { minLength: 1, maxLength: 3 });

test('a redacted visit is judged like the visit itself, whatever class its ids are of', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(vendors, fc.array(step, { minLength: 1, maxLength: 25 }), fc.string({ maxLength: 8 }), (used, steps, salt) => {
      const recording = play(used, steps);
      expect(told(redact(recording, salt))).toEqual(told(recording));
    }),
    { numRuns: 200 },
  );
});

test.each(sdkFixtureNames())('redaction changes nothing of what is said of the real SDK in %s', (name) => {
  // As the format has it: the probes behind these files kept ids that are no texts.
  const parsed = parseRecording(JSON.parse(JSON.stringify(recordingOfFixture(sdkFixture(name)))));
  if (!parsed.ok) throw new Error(parsed.why);
  const { recording } = parsed;
  expect(told(redact(recording, 'salt'))).toEqual(told(recording));
});

test('no id that a real SDK was given is left, whatever the vendor calls it (T27)', () => {
  const mask = createIdMask('salt');
  const left: string[] = [];
  let hidden = 0;
  for (const name of sdkFixtureNames()) {
    const parsed = parseRecording(JSON.parse(JSON.stringify(recordingOfFixture(sdkFixture(name)))));
    if (!parsed.ok) throw new Error(parsed.why);
    const { projects } = readRecordings([parsed.recording], defaultOptions).analysis;
    const ids = projects.flatMap((p) => p.events.flatMap(({ event }) => [event.ids.knownId, event.ids.anonymousId]));
    const text = JSON.stringify(redact(parsed.recording, 'salt').observations);
    for (const id of new Set(ids)) {
      if (id === null || id.length < 3 || mask(id) === id) continue;
      hidden += 1;
      if (text.includes(id)) left.push(`${name}: ${id}`);
    }
    if (/[\w.]+@(?!redacted\.invalid)[\w-]+\.[a-z]/.test(text)) left.push(`${name}: an address`);
  }
  expect(left).toEqual([]);
  expect(hidden).toBeGreaterThan(100);
});
