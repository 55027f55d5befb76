import { describe, expect, test } from 'vitest';
import { runsIn, verdicts, whyOf } from '../../support/flow-runs.ts';
import { judgedOf, type Scene } from '../../support/judging.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';
import type { SdkBuilder } from '../../support/sdk-builder.ts';

const vendors = ['mixpanel', 'posthog', 'amplitude'] as const;
type Vendor = (typeof vendors)[number];
const anna = 'anna-1';

const runsOf = (build: (r: RecordingBuilder) => void, scene?: Scene) => runsIn(judgedOf(build, scene), 'consent');
const page = (
  r: RecordingBuilder,
  vendor: Vendor | 'segment' | 'rudderstack',
  act: (sdk: SdkBuilder, d: DocumentBuilder) => void,
  stay = false,
) => {
  const d = r.document('https://shop.test/');
  const sdk = d.sdk(vendor);
  act(sdk, d);
  sdk.send();
  if (!stay) d.close();
  r.wait(500);
};

describe.each(vendors)('consent in %s', (vendor) => {
  test('passes when nothing is sent before, and the link afterwards', () => {
    const [run, ...more] = runsOf((r) => {
      page(r, vendor, (sdk) => sdk.optOut().track('View').optIn().track('View'));
      page(r, vendor, (sdk, d) => {
        d.login();
        sdk.identify(anna).track('Log In');
      });
    });
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass', 'pass']);
  });

  test('is a run for each refusal', () => {
    const runs = runsOf((r) =>
      page(r, vendor, (sdk) => sdk.optOut().track('View').optIn().track('View').optOut().track('View').optIn().track('View')),
    );
    expect(runs.map((run) => [run.run, run.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('waits for the consent', () => {
    const [run] = runsOf((r) => page(r, vendor, (sdk) => sdk.optOut().track('View'), true));
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)).toMatchObject({ 'nothing-sent': 'pass', 'opted-in': 'waiting', 'link-sent': 'waiting' });
  });

  test('waits for the log-in while the page is open, and does without when it is gone', () => {
    const agree = (stay: boolean) => runsOf((r) => page(r, vendor, (sdk) => sdk.optOut().track('View').optIn().track('View'), stay))[0];
    expect(agree(true)?.verdict).toBe('incomplete');
    expect(verdicts(agree(false))).toMatchObject({ 'identify-again': 'not-applicable', 'link-sent': 'not-applicable' });
    expect(agree(false)?.verdict).toBe('pass');
  });

  test('asks nothing of a user who was known before the recording', () => {
    const [run] = runsOf((r) =>
      page(r, vendor, (sdk) => sdk.stored({ anonymousId: 'OLD', knownId: anna }).optOut().track('View').optIn().track('View')),
    );
    expect(run?.verdict).toBe('pass');
    expect(whyOf(run, 'link-sent')).toContain('before the recording');
  });

  test('is not tried by who never refused', () => {
    expect(runsOf((r) => page(r, vendor, (sdk) => sdk.track('View').identify(anna).track('Log In')))).toEqual([]);
  });

  test('fails when something is sent although capturing is off', () => {
    const [run] = runsOf((r) =>
      page(r, vendor, (sdk, d) => {
        sdk.optOut();
        const ids = { anonymousId: 'X9', knownId: null };
        const method = vendor === 'posthog' ? 'capture' : 'track';
        const project = { mixpanel: 'T', posthog: 'phc', amplitude: 'AMP' }[vendor];
        const instance = { mixpanel: 'mixpanel', posthog: 'posthog', amplitude: '$default_instance' }[vendor];
        const call = { call: 'leak', vendor, project, instance, method, args: ['Leak'], before: ids, after: ids, site: null };
        d.fact({ kind: 'call.observed', ...call, parent: null, queued: false, replayOf: null });
        const at = { time: r.now() / 1000, timestamp: new Date(r.now()).toISOString() };
        const payload = {
          mixpanel: { event: 'Leak', properties: { token: 'T', $device_id: 'X9', $insert_id: 'l1', time: at.time } },
          posthog: {
            event: 'Leak',
            uuid: 'l1',
            timestamp: at.timestamp,
            properties: { token: 'phc', distinct_id: 'X9', $device_id: 'X9' },
          },
          amplitude: { event_type: 'Leak', insert_id: 'l1', device_id: 'X9', time: r.now() },
        }[vendor];
        d.fact({ kind: 'wire.sent', request: 'leak', vendor, project, transport: 'fetch', url: 'https://in.test/', payloads: [payload] });
        d.fact({ kind: 'wire.settled', request: 'leak', status: 200, outcome: 'accepted' });
      }),
    );
    expect(verdicts(run)['nothing-sent']).toBe('fail');
    expect(whyOf(run, 'nothing-sent')).toContain('(Leak) was sent although capturing was off');
  });
});

test('fails in PostHog when identify came before the consent only: its event was never sent', () => {
  const [run] = runsOf((r) =>
    page(r, 'posthog', (sdk, d) => {
      sdk.optOut().track('View');
      d.login();
      sdk.identify(anna).optIn().track('View');
    }),
  );
  expect(verdicts(run)).toMatchObject({ 'identify-again': 'fail', 'link-sent': 'fail' });
});

test.each(['mixpanel', 'amplitude'] as const)('needs no second identify in %s, where every event links both ids', (vendor) => {
  const [run] = runsOf((r) =>
    page(r, vendor, (sdk, d) => {
      sdk.optOut().track('View');
      d.login();
      sdk.identify(anna).optIn().track('View');
    }),
  );
  expect(verdicts(run)).toMatchObject({ 'identify-again': 'not-applicable', 'link-sent': 'pass' });
  expect(run?.verdict).toBe('pass');
});

test.each(['segment', 'rudderstack'] as const)('is not tried in %s, which has no call for it', (vendor) => {
  expect(runsOf((r) => page(r, vendor, (sdk) => sdk.optOut().track('View').optIn().track('View')))).toEqual([]);
});
