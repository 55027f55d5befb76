import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { toPlaywrightSpec } from '../../../src/reports/playwright-spec.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const specOf = (build: (recording: RecordingBuilder) => void, source = 'session.idscope.json'): string | null =>
  toPlaywrightSpec(readRecordings([recordingOf(build)], defaultOptions), source);

const shared = (r: RecordingBuilder, first = 'u-1', second = 'u-2', reset = true): void => {
  const d = r.document('https://shop.test/');
  d.mixpanel('T').anonymous('D1');
  d.track('Looked');
  d.login();
  d.identify(first);
  d.track('Sign Up');
  d.logout();
  if (reset) d.reset('D2');
  d.track('Looked again');
  d.login();
  d.identify(second);
  d.track('Bought');
  d.send();
  r.wait(6_000);
  d.close();
};

describe('a recording as a Playwright test', () => {
  test('asserts facts of identity and leaves the steps open', () => {
    const spec = specOf((r) => shared(r)) ?? '';
    for (const line of [
      "const user1 = 'u-1';",
      "const user2 = 'u-2';",
      'await expect(identity).toBeIdentifiedAs(user1);',
      "await expect(identity).toHaveLandedOn('Sign Up', user1);",
      "await expect(identity).toHaveLandedOn('Looked', user1);",
      'await expect(identity).toHaveReset();',
      "await expect(identity).toHaveLandedOn('Bought', user2);",
      'event.knownId === user1',
    ])
      expect(spec).toContain(line);
    expect(spec.match(/TODO: do here/g)).toHaveLength(4);
  });

  test('asks for the reset that a faulty site forgot', () => {
    expect(specOf((r) => shared(r, 'u-1', 'u-2', false))).toContain('await expect(identity).toHaveReset();');
  });

  test('lets somebody who comes back carry their id again', () => {
    expect(specOf((r) => shared(r, 'u-1', 'u-1'))).not.toContain('after the log-out no event carries');
  });

  test('is none where nobody was identified', () => {
    expect(
      specOf((r) => {
        const d = r.document('https://shop.test/');
        d.mixpanel('T').anonymous('D1');
        d.track('Looked');
        d.send();
      }),
    ).toBeNull();
  });

  test('is no code of whoever made the recording', () => {
    const evil = ["u'); process.exit(1); //", String.fromCharCode(0x2028), '$', '{x}`\\'].join('\n');
    const spec = specOf((r) => shared(r, evil), "a'\n*/.json") ?? '';
    const constants = spec.split('\n').filter((line) => line.startsWith('const user'));
    expect(constants).toHaveLength(2);
    // What JavaScript reads out of the literal is the id itself.
    expect(new Function(`${constants[0]}; return user1;`)()).toBe(evil);
    expect(spec.split('\n').filter((line) => line.includes('process.exit'))).toHaveLength(1);
  });
});
