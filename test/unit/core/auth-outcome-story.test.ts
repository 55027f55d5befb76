import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { type DocumentBuilder, type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const signals = (build: (recording: RecordingBuilder) => void) =>
  analyse([recordingOf(build)], { adapters, models }, defaultOptions).moments.flatMap((moment) =>
    moment.kind === 'signal' ? [`${moment.signal} ${moment.confirmed ? 'confirmed' : 'attempt'} ${moment.document}`] : [],
  );

const attempt = (page: DocumentBuilder): void =>
  page.fact({ kind: 'auth.signalled', signal: 'login', confirmed: false, source: 'password-form', detail: '/login' });
const shows = (page: DocumentBuilder, source: string): void =>
  page.fact({ kind: 'auth.signalled', signal: 'login', confirmed: false, source, detail: '' });
const reached = (page: DocumentBuilder): void =>
  page.fact({ kind: 'auth.signalled', signal: 'login', confirmed: false, source: 'no-password-form', detail: 'came from /login' });

describe('a login by a form that the browser posts', () => {
  it('is confirmed where it was sent, once, by the next page of the tab', () => {
    expect(
      signals((r) => {
        attempt(r.document('https://shop.test/login'));
        reached(r.document('https://shop.test/welcome'));
        reached(r.document('https://shop.test/account'));
      }),
    ).toEqual(['login confirmed doc-1']);
  });

  it('is not confirmed when the login page came back in between, by another tab, or a minute later', () => {
    const answered = (between: (r: RecordingBuilder) => void, tab = 1) =>
      signals((r) => {
        attempt(r.document('https://shop.test/login'));
        between(r);
        reached(r.document('https://shop.test/welcome', { tab }));
      });
    const nothing = (): void => undefined;
    expect(answered((r) => shows(r.document('https://shop.test/login'), 'password-form-again'))).toEqual(['login attempt doc-1']);
    expect(answered(nothing, 2)).toEqual(['login attempt doc-1']);
    expect(answered((r) => r.wait(61_000))).toEqual(['login attempt doc-1']);
    expect(answered(nothing)).toEqual(['login confirmed doc-1']);
    expect(answered((r) => void r.document('https://shop.test/redirecting'))).toEqual(['login confirmed doc-1']);
  });

  it('is not confirmed twice when the page saw its success itself', () => {
    expect(
      signals((r) => {
        const page = r.document('https://shop.test/login');
        attempt(page);
        page.login();
        reached(r.document('https://shop.test/welcome'));
      }),
    ).toEqual(['login confirmed doc-1']);
  });
});
