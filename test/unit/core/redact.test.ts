import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { isPlaceholder, spelling } from '../../../src/core/placeholder.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { redact } from '../../../src/core/redact.ts';
import { createIdMask } from '../../../src/core/redact-id.ts';
import { sha256 } from '../../../src/core/sha256.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { recordingOf } from '../../support/recording-builder.ts';

test.each(['', 'abc', 'ü€𝄞', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'x'.repeat(1000)])(
  'sha256 of %s is what everybody computes',
  (text) => {
    expect(Buffer.from(sha256(text)).toString('hex')).toBe(createHash('sha256').update(text).digest('hex'));
  },
);

describe('an id mask', () => {
  const mask = createIdMask('salt');

  test.each(['01997e00-0000-7000-8000-000000000001', '$device:01997e00-0000-7000-8000-000000000001', 'undefined', 'NULL', '0', ''])(
    'leaves %s',
    (id) => {
      expect(mask(id)).toBe(id);
    },
  );

  test('makes an address another one, at a domain that cannot exist', () => {
    expect(mask('anna@shop.test')).toMatch(/^u[0-9a-f]{12}@redacted\.invalid$/);
  });

  test.each(['anna', 'User-1207', '4711', '+491701234567', 'deadbeef00112233', 'U1'])('keeps class and length of %s', (id) => {
    const masked = mask(id);
    expect(masked).not.toBe(id);
    expect(masked.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '1')).toBe(
      id.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '1'),
    );
    if (/^[0-9a-f]+$/.test(id) && /[a-f]/.test(id) && id.length > 8) expect(masked).toMatch(/^[0-9a-f]+$/);
  });

  test('never makes one of two, nor nobody of somebody, and spellings stay spellings', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z]?\d{1,2}$/), fc.emailAddress()), { maxLength: 30 }),
        fc.string(),
        (ids, salt) => {
          const own = createIdMask(salt);
          const masked = ids.map((id) => own(id));
          expect(new Set(masked).size).toBe(ids.length);
          ids.forEach((id, at) => {
            expect(isPlaceholder(masked[at] ?? '')).toBe(isPlaceholder(id));
            expect(own(id)).toBe(masked[at]);
            for (const [other, text] of ids.entries())
              expect(spelling(masked[other] ?? '') === spelling(masked[at] ?? '')).toBe(spelling(text) === spelling(id));
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('depends on the salt', () => {
    expect(createIdMask('a')('anna')).not.toBe(createIdMask('b')('anna'));
  });
});

const secrets = ['anna@shop.test', 'Anna Larsson', '4111111111111111', '+46701234567', 'kund-88123', 'Storgatan 5', 'secret-token'];
const telling = recordingOf((r) => {
  const d = r.document('https://shop.test/account/kund-88123?email=anna@shop.test&utm_source=news&token=secret-token#anna@shop.test', {
    referrer: 'https://mail.test/?q=Anna Larsson',
  });
  d.mixpanel().track('View').identify('kund-88123');
  d.segment()
    .track('View')
    .identify('anna@shop.test', {
      email: 'anna@shop.test',
      name: 'Anna Larsson',
      phone: '+46701234567',
      card: 4111111111111111,
      address: { street: 'Storgatan 5' },
    });
  d.track('Sign Up', { owner: 'kund-88123', note: 'Anna Larsson', page_url: 'https://shop.test/u/kund-88123?e=anna@shop.test' });
  d.mark('kund-88123 was anna@shop.test');
  d.login({ detail: '/login?user=kund-88123' });
  d.send();
});

describe('a redacted recording', () => {
  const text = JSON.stringify(redact(telling, 'salt'));

  test.each(secrets)('does not hold %s', (secret) => expect(text).not.toContain(secret));

  test('keeps event names, campaigns, hosts and tokens', () => {
    for (const word of ['Sign Up', 'utm_source=news', 'https://shop.test/account/', '"project":"T"']) expect(text).toContain(word);
  });

  test('blanks whatever it does not understand', () => {
    const odd: Recording = {
      ...telling,
      observations: [
        { seq: 0, at: 1, document: 'd', device: 'b', kind: 'from.the.future', who: 'anna@shop.test' } as Recording['observations'][number],
      ],
    };
    expect(JSON.stringify(redact(odd, 's'))).not.toContain('anna');
    expect(redact(odd, 's').observations[0]).toMatchObject({ kind: 'from.the.future', document: 'd' });
  });

  test('hides the user that PostHog was started with, whom nothing else names', () => {
    const recording = recordingOf(({ document }) =>
      document('https://shop.test/').fact({
        kind: 'call.observed',
        call: 'c-1',
        vendor: 'posthog',
        project: 'phc_1',
        instance: 'phc_1',
        method: 'init',
        args: ['phc_1', { bootstrap: { distinctID: 'Customer-17', isIdentifiedID: true } }],
        before: null,
        after: null,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      }),
    );
    const start = redact(recording, 'salt').observations.find(({ kind }) => kind === 'call.observed');
    expect(start).toMatchObject({ args: ['phc_1', { bootstrap: { isIdentifiedID: true } }] });
    expect(JSON.stringify(start)).not.toContain('Customer-17');
    expect(JSON.stringify(start)).toMatch(/"distinctID":"[A-Z][a-z]{7}-[0-9]{2}"/);
  });

  test('leaves the original alone', () => {
    const before = JSON.stringify(telling);
    redact(telling, 'salt');
    expect(JSON.stringify(telling)).toBe(before);
  });
});

const ids = ['anna', 'ben', 'U1', 'U2', '7', '42', 'Anna ', 'a@shop.test', 'undefined', '01997e00-0000-7000-8000-00000000000a'];
type Act = {
  readonly what: 'track' | 'identify' | 'reset' | 'login' | 'logout' | 'next' | 'wait' | 'page' | 'empty' | 'number' | 'traits';
  readonly id: number;
  readonly vendor: 0 | 1 | 2;
};
const act = fc.record<Act>({
  what: fc.constantFrom(
    'track',
    'track',
    'identify',
    'identify',
    'reset',
    'login',
    'logout',
    'next',
    'next',
    'wait',
    'page',
    'empty',
    'number',
    'traits',
  ),
  id: fc.nat(ids.length - 1),
  vendor: fc.constantFrom(0, 1, 2),
});

const recordingFrom = (acts: readonly Act[]) =>
  recordingOf((r) => {
    const open = () => {
      const d = r.document('https://shop.test/');
      return { d, sdks: [d.mixpanel(), d.segment()] };
    };
    let { d, sdks } = open();
    for (const { what, id, vendor } of acts) {
      const some = vendor === 2 ? sdks : sdks.slice(vendor, vendor + 1);
      const user = ids[id] ?? 'anna';
      if (what === 'login') d.login();
      else if (what === 'logout') d.logout();
      else if (what === 'wait') r.wait(6_000);
      else if (what === 'next') {
        d.send();
        d.close();
        ({ d, sdks } = open());
      } else
        for (const sdk of some) {
          if (what === 'track') sdk.track(`View ${user}`, { owner: user });
          if (what === 'identify') sdk.identify(user);
          if (what === 'reset') sdk.reset();
          if (what === 'page') sdk.page();
          if (what === 'empty') sdk.identify(undefined);
          if (what === 'number') sdk.identify(Number.parseInt(user, 10) || 5);
          if (what === 'traits') sdk.identify(user, { email: `${user.trim()}@shop.test` });
        }
    }
    d.send();
    d.close();
  });

/** What must not change: everything but the words. */
const meaning = (recording: Recording) => {
  const judged = readRecordings([recording], defaultOptions);
  return {
    findings: judged.findings.map(({ rule, severity, vendor, affected, related, evidence }) => ({
      rule,
      severity,
      vendor,
      affected,
      related,
      evidence,
    })),
    flows: judged.flows.map(({ flow, vendor, run, verdict, steps }) => ({
      flow,
      vendor,
      run,
      verdict,
      steps: steps.map((s) => s.verdict),
    })),
    profiles: judged.analysis.projects.map((p) => p.events.map((e) => [e.profile, e.merge])),
  };
};

test('redaction changes no finding, no verdict and no profile', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), fc.string(), (acts, salt) => {
      const recording = recordingFrom(acts);
      expect(meaning(redact(recording, salt))).toEqual(meaning(recording));
    }),
    { numRuns: 100 },
  );
});
