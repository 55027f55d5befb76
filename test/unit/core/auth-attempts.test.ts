import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse, createAnalyser } from '../../../src/core/analyse.ts';
import type { Observation } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { redact } from '../../../src/core/redact.ts';
import type { Moment } from '../../../src/core/story.ts';
import { models } from '../../../src/models/index.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const registries = { adapters, models };
const momentsOf = (build: (recording: RecordingBuilder) => void): readonly Moment[] =>
  analyse([recordingOf(build)], registries, defaultOptions).moments;

const signal = (kind: 'login' | 'logout', confirmed: boolean, source: string) =>
  ({ kind: 'auth.signalled', signal: kind, confirmed, source, detail: source }) as const;

/** What happened, in order: signals as `login? form`, anything else by its kind. */
const story = (build: (recording: RecordingBuilder) => void): readonly string[] =>
  momentsOf(build).map((moment) => {
    if (moment.kind === 'signal') return `${moment.signal}${moment.confirmed ? '!' : '?'} ${moment.source}`;
    return moment.kind === 'document' ? moment.what : moment.kind === 'mark' ? moment.note : moment.kind;
  });

describe('a confirmed login or logout', () => {
  test('stands where its attempt was, before what the page did because of it', () => {
    expect(
      story((r) => {
        const page = r.document('https://shop.test/');
        page.fact(signal('logout', false, 'click'));
        page.fact({ kind: 'mark.added', note: 'reset' });
        page.fact(signal('logout', true, 'request'));
      }),
    ).toEqual(['opened', 'logout! request', 'reset']);
  });

  test('keeps the key, place and time of its attempt', () => {
    const [, moment] = momentsOf((r) => {
      const page = r.document('https://shop.test/');
      page.fact(signal('logout', false, 'click'));
      r.wait(2_000);
      page.fact(signal('logout', true, 'request'));
    });
    expect(moment).toMatchObject({ key: 'seen:doc-1:1', seq: 1, document: 'doc-1' });
  });

  test('answers the last of several attempts, and only one', () => {
    expect(
      story((r) => {
        const page = r.document('https://shop.test/');
        page.fact(signal('login', false, 'password-form'));
        page.fact(signal('login', false, 'refused'));
        page.fact(signal('login', false, 'password-form'));
        page.fact(signal('login', true, 'password-form'));
        page.fact(signal('login', true, 'button'));
      }),
    ).toEqual(['opened', 'login? password-form', 'login? refused', 'login! password-form', 'login! button']);
  });

  test('stands for itself after a refusal, too late, in another tab or on another site, or if it is the other signal', () => {
    const answered = (between: (r: RecordingBuilder) => void, tab = 1, url = 'https://shop.test/home') =>
      story((r) => {
        const page = r.document('https://shop.test/');
        page.fact(signal('login', false, 'password-form'));
        between(r);
        r.document(url, { tab }).fact(signal('login', true, 'callback'));
      }).filter((what) => what.startsWith('login'));
    const both = ['login? password-form', 'login! callback'];
    expect(answered(() => undefined)).toEqual(['login! callback']);
    expect(answered((r) => r.wait(61_000))).toEqual(both);
    expect(answered(() => undefined, 2)).toEqual(both);
    expect(answered(() => undefined, 1, 'https://bank.test/')).toEqual(both);
    expect(answered((r) => r.document('https://shop.test/x').fact(signal('login', false, 'refused')))).toHaveLength(3);
    expect(answered((r) => r.document('https://shop.test/x').fact(signal('logout', true, 'request')))).toEqual(both);
  });
});

const sources = ['password-form', 'click', 'request', 'refused', 'no-password-form', 'password-form-again', 'callback'] as const;
const observations = fc.array(
  fc.record({
    document: fc.integer({ min: 0, max: 3 }),
    signal: fc.constantFrom('login', 'logout', 'expiry'),
    confirmed: fc.boolean(),
    source: fc.constantFrom(...sources),
    detail: fc.constantFrom('', 'log-in', 'log-out'),
    wait: fc.constantFrom(0, 10, 20_000),
  }),
  { maxLength: 24 },
);

test('whatever the order and the portions in which signals arrive, the story is the same', () => {
  fc.assert(
    fc.property(observations, fc.array(fc.nat(), { minLength: 30, maxLength: 30 }), (rows, chance) => {
      let at = 1_000;
      const seqs = new Map<string, number>();
      const told = rows.flatMap(({ document: index, wait, ...row }): Observation[] => {
        at += wait;
        const document = `doc-${index}`;
        const seq = seqs.get(document) ?? 0;
        seqs.set(document, seq + 2);
        const base = { at, document, device: 'd', tab: index % 2, frame: 0 };
        const opened = {
          ...base,
          seq,
          kind: 'document.opened',
          url: `https://shop.test/${index}`,
          referrer: '',
          lifecycle: 'active',
        } as const;
        return [opened, { ...base, seq: seq + 1, kind: 'auth.signalled', ...row }];
      });
      const whole = createAnalyser(registries, defaultOptions);
      whole.append(told);
      const parts = createAnalyser(registries, defaultOptions);
      const shuffled = told
        .map((one, index) => ({ one, key: (chance[index % 30] ?? 0) % 7 }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one);
      for (let from = 0; from < shuffled.length; from += 3) {
        parts.append(shuffled.slice(from, from + 3));
        parts.result();
      }
      expect(parts.result().moments).toEqual(whole.result().moments);
    }),
    { numRuns: 200 },
  );
});

test('a redacted recording tells the same story of logins and logouts', () => {
  const recording = recordingOf((r) => {
    const login = r.document('https://shop.test/login');
    login.fact(signal('login', false, 'password-form'));
    const home = r.document('https://shop.test/users/ada@site.example');
    home.fact({ ...signal('login', false, 'no-password-form'), detail: 'log-out' });
    home.fact({ ...signal('logout', false, 'click'), detail: '/users/ada@site.example/logout' });
    r.document('https://shop.test/').fact({ ...signal('login', false, 'no-password-form'), detail: 'log-in' });
  });
  const told = (one: Recording): readonly string[] =>
    analyse([one], registries, defaultOptions).moments.flatMap((moment) =>
      moment.kind === 'signal' ? [`${moment.signal}${moment.confirmed ? '!' : '?'} ${moment.document}`] : [],
    );
  expect(told(recording)).toEqual(['login! doc-1', 'logout! doc-2']);
  expect(told(redact(recording, 'salt'))).toEqual(told(recording));
});
