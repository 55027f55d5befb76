import { describe, expect, test } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { type AuthPatterns, noAuthPatterns } from '../../../src/core/auth-patterns.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const story = (auth: Partial<AuthPatterns>, build: (recording: RecordingBuilder) => void): readonly string[] =>
  analyse([recordingOf(build)], { adapters, models }, { ...defaultOptions, auth: { ...noAuthPatterns, ...auth } }).moments.map((moment) => {
    if (moment.kind === 'signal') return `${moment.signal}${moment.confirmed ? '!' : '?'} ${moment.source} ${moment.detail}`;
    return moment.kind === 'document' ? `${moment.what} ${new URL(moment.url ?? '').pathname}` : moment.kind;
  });
const clicked = { kind: 'auth.signalled', signal: 'logout', confirmed: false, source: 'click', detail: 'Leave the game' } as const;

describe('what a site says of its own logins', () => {
  test('an address that is reached is a confirmed signal, after the document that it is the address of', () => {
    expect(story({ login: ['/welcome'] }, (r) => void r.document('https://shop.test/welcome?from=mail'))).toEqual([
      'opened /welcome',
      'login! pattern /welcome',
    ]);
    expect(story({ login: ['/welcome'] }, (r) => void r.document('https://shop.test/welcome/back'))).toEqual(['opened /welcome/back']);
  });

  test('a route counts like a document', () => {
    const told = story({ expiry: ['/locked'] }, (r) =>
      r.document('https://shop.test/').fact({ kind: 'route.changed', url: 'https://shop.test/locked' }),
    );
    expect(told).toEqual(['opened /', 'routed /locked', 'expiry! pattern /locked']);
  });

  test('it confirms the attempt before it, where that was', () => {
    const told = story({ logout: ['/good*'] }, (r) => {
      r.document('https://shop.test/').fact(clicked);
      r.document('https://shop.test/goodbye');
    });
    expect(told).toEqual(['opened /', 'logout! pattern /good*', 'opened /goodbye']);
  });

  test('a pattern with an origin holds for that origin only', () => {
    const at = (url: string) => story({ logout: ['https://id.shop.test/ended*'] }, (r) => void r.document(url)).length;
    expect(at('https://id.shop.test/ended?x=1')).toBe(2);
    expect(at('https://shop.test/ended')).toBe(1);
  });

  test('a dot is a dot', () => {
    expect(story({ logout: ['/bye.php'] }, (r) => void r.document('https://shop.test/byeXphp'))).toHaveLength(1);
  });

  test('what is never a sign here is left out, but not what a tester says', () => {
    const told = story({ never: ['leave the GAME'] }, (r) => {
      const page = r.document('https://shop.test/');
      page.fact(clicked);
      page.fact({ ...clicked, confirmed: true, source: 'button' });
    });
    expect(told).toEqual(['opened /', 'logout! button Leave the game']);
  });
});
