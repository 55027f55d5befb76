import { describe, expect, test } from 'vitest';
import { type CheckOptions, toCheck } from '../../../src/reports/check.ts';
import { toMarkdown } from '../../../src/reports/markdown.ts';
import { cellCode, code, plain, sourceLink } from '../../../src/reports/markdown-text.ts';
import { ticketText } from '../../../src/reports/ticket.ts';
import { ticketFacts } from '../../../src/reports/ticket-facts.ts';
import { judgedOf, shopOf } from '../../support/judging.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';

const evil = '@anna <img src=x onerror=alert(1)> | **b** `c` #12 [a](javascript:x)\n# heading';

const noReset =
  (user: string, event = 'View') =>
  (r: RecordingBuilder) => {
    const visit = shopOf(r, 'mixpanel');
    visit('/', ({ d, sdk }) => {
      sdk.track(event);
      d.login();
      sdk.identify(user).track('Sign Up');
      d.logout();
    });
    r.wait(10_000);
    visit('/bye', ({ sdk }) => sdk.track(event).identify('ben').track('Log In'));
  };

const reportOf = (build: (r: RecordingBuilder) => void, options?: CheckOptions): string => {
  const judged = judgedOf(build);
  return toMarkdown(judged, toCheck(judged, options), 'shop.idscope.json');
};

describe('the pull-request comment', () => {
  const report = reportOf(noReset('anna'));

  test('begins with a short verdict', () => {
    expect(report.split('\n').slice(0, 11)).toEqual([
      '## ❌ Idscope: identity check failed',
      '',
      '`shop.idscope.json`',
      '',
      '| | |',
      '|---|---|',
      expect.stringMatching(/^\| Findings \| 1 error.* \|$/),
      expect.stringMatching(/^\| Flows \| .*failed.* \|$/),
      '| Observed | mixpanel `T` (mixpanel-simplified, assumed) |',
      expect.stringMatching(/^\| Not judged \| \d+ things \|$/),
      '',
    ]);
    expect(report).toMatch(/\*\*Fails because\*\*\n\n- 1 finding at or above error: logout-without-reset\./);
  });

  test('tells what makes it fail in full and folds the rest away', () => {
    const shown = report.replaceAll(/<details>[\s\S]*?<\/details>/g, '');
    for (const words of ['#### Error: Logged out', '**Consequence:**', '**Fix:** Call mixpanel.reset()', '**Steps**', '**Ids:** `anna`'])
      expect(shown).toContain(words);
    expect(shown).not.toContain('could not be judged');
    expect(report).toMatch(/<summary>Flows: .*<\/summary>/);
    expect(report).toMatch(/<summary>\d+ things could not be judged<\/summary>/);
  });

  test('passes in three lines and what is folded', () => {
    const passed = reportOf((r) => void shopOf(r, 'segment')('/', ({ sdk }) => sdk.track('View')));
    expect(passed).toContain('## ✅ Idscope: identity check passed');
    expect(passed).not.toContain('Fails because');
    expect(passed).toContain('| Findings | none |');
  });

  test('lists what was known and what is gone', () => {
    const before = judgedOf(noReset('anna'));
    expect(reportOf(noReset('anna'), { baseline: before })).toMatch(/\| Since the baseline \| 0 new, \d known, 0 gone \|/);
    expect(reportOf((r) => void shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View')), { baseline: before })).toMatch(
      /<summary>\d findings? gone since the baseline<\/summary>\n\n- Logged out, but/,
    );
  });

  test('nothing of a recording becomes markup, a mention, a link or a heading (T25)', () => {
    const text = reportOf(noReset(evil, evil)).replaceAll(/(`+)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(text).not.toMatch(/<img|(?<![\w>])@anna|\n# heading|(?<!\\)\[a\]|(?<!\\)\*\*b|(?<![\w>])#12/);
  });

  test('stays within what a forge takes', () => {
    const long = reportOf((r) => {
      const visit = shopOf(r, 'mixpanel');
      for (let at = 0; at < 80; at += 1)
        visit(`/${at}`, ({ d, sdk }) => {
          d.login();
          sdk.identify(`user-${at}`).track('Sign Up'.repeat(40));
          d.logout();
        });
    });
    expect(long.length).toBeLessThan(65_536);
  });
});

describe('a ticket', () => {
  const judged = judgedOf(noReset('anna'));
  const [finding] = judged.findings;
  if (finding === undefined) throw new Error('nothing was found');
  const facts = ticketFacts(judged, finding);

  test('has the steps in order, with what the finding rests on in bold', () => {
    expect(facts.steps.map(({ at }) => at)).toEqual(facts.steps.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(facts.steps.some(({ evidence }) => evidence)).toBe(true);
    expect(facts.steps.some(({ evidence }) => !evidence)).toBe(true);
    const lines = ticketText(facts).split('\n');
    expect(lines.filter((line) => /^\d+\. `[\d:.]+` \*\*.*\*\*$/.test(line))).toHaveLength(
      facts.steps.filter(({ evidence }) => evidence).length,
    );
  });

  test('names model, page and ids', () => {
    expect(facts).toMatchObject({ model: 'mixpanel-simplified', ids: expect.arrayContaining(['anna']) });
    expect(facts.page).toMatch(/^https:\/\/shop\.test\//);
  });

  test('names the version and the place in the code where they are known', () => {
    const text = ticketText({ ...facts, version: '2.83.0', sites: ['logOut (app.js:12:5)'] });
    expect(text).toContain('**Where:** mixpanel 2.83.0, project `T`');
    expect(text).toContain('**Call site:** `logOut (app.js:12:5)`');
  });
});

test('code spans hold back ticks and pipes', () => {
  expect(code('a`b')).toBe('``a`b``');
  expect(code('`a')).toBe('`` `a ``');
  expect(code('a\nb')).toBe('`a b`');
  expect(cellCode('a|b')).toBe('`a\\|b`');
});

test('text is escaped once, and no more than needed', () => {
  expect(plain('Call mixpanel.reset() in the handler, at 5 % & more')).toBe('Call mixpanel.reset() in the handler, at 5 % &amp; more');
  expect(plain('1. a')).toBe('1\\. a');
  expect(plain('- a')).toBe('\\- a');
  expect(plain('anna@shop.test')).toBe('anna@shop.test');
  expect(plain('@anna')).toBe('<span>@</span>anna');
});

test('a source is a link only where it is one', () => {
  expect(sourceLink('https://docs.mixpanel.com/x')).toBe('<https://docs.mixpanel.com/x>');
  expect(sourceLink('javascript:alert(1)')).toBe('javascript:alert(1)');
});
