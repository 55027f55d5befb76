import { describe, expect, test } from 'vitest';
import { resetVerdict } from '../../../src/playwright/reset-verdict.ts';
import type { DocumentBuilder } from '../../support/recording-builder.ts';
import { story } from '../../support/story.ts';

const verdict = (act: (page: DocumentBuilder, wait: (ms: number) => void) => void) => {
  const told = story((r) => {
    const page = r.document('https://shop.test/');
    page.mixpanel('T').anonymous('D1');
    page.identify('u-1');
    page.track('Worked');
    act(page, r.wait);
    page.send();
  });
  const [project] = told.projects;
  if (project === undefined) throw new Error('There is no project.');
  return resetVerdict(told, project);
};

describe('one reset since the last log-out', () => {
  test('holds when it followed, and when the test says the log-out after it', () => {
    const after = (page: DocumentBuilder) => {
      page.logout();
      page.reset('D2');
      page.track('Looked');
    };
    expect(verdict(after)).toMatchObject({ holds: true, why: expect.stringContaining('exactly once since the last log-out of u-1') });
    expect(
      verdict((page) => {
        page.reset('D2');
        page.logout();
      }),
    ).toMatchObject({ holds: true });
  });

  test('does not hold without one, and names who is still there', () => {
    expect(verdict((page) => page.logout())).toMatchObject({
      holds: false,
      why: expect.stringMatching(/u-1 logged out, but mixpanel\.reset\(\)/),
    });
    const long = verdict((page, wait) => {
      page.reset('D2');
      wait(60_000);
      page.logout();
    });
    expect(long).toMatchObject({ holds: false, why: expect.stringContaining('nobody was identified when the log-out came') });
  });

  test('does not hold for two', () => {
    const twice = verdict((page) => {
      page.logout();
      page.reset('D2');
      page.reset('D3');
    });
    expect(twice).toMatchObject({ holds: false, why: expect.stringContaining('reset 2 times') });
  });

  test('does not hold for one that kept the anonymous id', () => {
    const kept = verdict((page) => {
      page.logout();
      page.reset('D1');
      page.track('Looked');
    });
    expect(kept).toMatchObject({ holds: false, why: expect.stringContaining('the anonymous id D1 survived') });
  });

  test('judges the last log-out only, up to whoever comes next', () => {
    const again = verdict((page) => {
      page.logout();
      page.reset('D2');
      page.login();
      page.identify('u-2');
      page.logout();
    });
    expect(again).toMatchObject({ holds: false, why: expect.stringContaining('u-2 logged out') });
    const next = verdict((page) => {
      page.logout();
      page.reset('D2');
      page.login();
      page.identify('u-2');
      page.reset('D3');
    });
    expect(next).toMatchObject({ holds: true });
  });

  test('says nothing where nobody logged out', () => {
    expect(verdict((page) => page.reset('D2'))).toMatchObject({ holds: null, why: expect.stringContaining('identity.loggedOut()') });
  });
});
