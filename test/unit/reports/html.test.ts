import { expect, test } from 'vitest';
import { toCheck } from '../../../src/reports/check.ts';
import { toHtml } from '../../../src/reports/html.ts';
import { escaped, html, source } from '../../../src/reports/html-parts.ts';
import { judgedOf, shopOf } from '../../support/judging.ts';

const evil = '<img src=x onerror=alert(1)>"\'&';
const judged = judgedOf((r) => {
  const visit = shopOf(r, 'mixpanel');
  visit(`/?q=${evil}`, ({ d, sdk }) => {
    sdk.track(evil).track('View', { note: evil });
    d.mark(evil);
    d.login({ detail: evil });
    sdk.identify(evil).track('Sign Up');
    d.logout();
  });
  visit('/bye', ({ sdk }) => sdk.track('View').identify('ben').track('Log In'));
});
const page = toHtml([{ title: evil, judged }]);

test('nothing of a recording becomes markup (T25)', () => {
  expect(page).not.toContain('<img');
  expect(page).toContain(escaped(evil));
});

test('the page asks the web for nothing and runs nothing (T25)', () => {
  expect(page).toContain(`default-src 'none'`);
  const markup = (page.match(/<[^>]*>/g)?.join('') ?? '').replace(/"[^"]*"/g, '""');
  expect(markup).not.toMatch(/<script|<link|<iframe|\son\w+=|src=|style=/);
  expect(page).not.toMatch(/url\(|@import/);
});

test('tells the verdict, findings, flows, timeline and people', () => {
  for (const words of [
    'badge fail',
    'Logged out, but analytics still knows the user',
    'Two people share a device',
    'first landed on',
    'now lands on',
    'People in mixpanel <code>T</code>',
  ])
    expect(page).toContain(words);
});

test('an event that moved shows where it landed first', () => {
  expect(page).toMatch(/class="chip gone">\$device:/);
});

test('several recordings are linked from the top', () => {
  const both = toHtml([
    { title: 'one', judged },
    { title: 'two', judged },
  ]);
  expect(both.match(/href="#recording-/g)).toHaveLength(2);
  expect(both.match(/<section /g)).toHaveLength(2);
});

test('a source that is no web address is no link', () => {
  expect(source('javascript:alert(1)').html).toBe('javascript:alert(1)');
  expect(source('https://docs.mixpanel.com/x').html).toContain('href="https://docs.mixpanel.com/x"');
});

test('templates escape values and keep what is HTML', () => {
  expect(html`<b>${'<'}${html`<i>${'&'}</i>`}${[html`<u></u>`, '>']}${null}</b>`.html).toBe('<b>&lt;<i>&amp;</i><u></u>&gt;</b>');
});

test('the rail has a lane for each anonymous id, and says that it ends with a reset', () => {
  const lanes = (resets: boolean) =>
    toHtml([
      {
        title: 'one',
        judged: judgedOf((r) => {
          const visit = shopOf(r, 'mixpanel');
          visit('/', ({ sdk }) => {
            sdk.track('View').identify('anna').track('Sign Up');
            if (resets) sdk.reset();
            sdk.track('View');
          });
        }),
      },
    ]);
  const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
  expect(count(lanes(false), /class="lane end /g)).toBe(0);
  expect(count(lanes(true), /class="lane end /g)).toBe(1);
  expect(count(lanes(true), /class="dot [^"]*"/g)).toBe(4);
  expect(count(lanes(true), /class="dot [^"]* full"/g)).toBe(2);
  // A lane begins and ends in the middle of a row.
  expect(count(lanes(false), /y1="50%" y2="100%"/g)).toBe(1);
  expect(count(lanes(true), /y1="50%" y2="100%"/g)).toBe(1);
  expect(count(lanes(true), /y1="50%" y2="50%"/g)).toBe(2);
});

test('people are drawn with their ids, the event that joined them, and the link that was refused', () => {
  expect(page).toContain('role="img" aria-label="2 people and their ids');
  expect(page).toMatch(/<path class="link" d="M/);
  expect(page).toMatch(/event \d+, refused/);
});

test('a finding shows its evidence, and that it was known before', () => {
  expect(page).toMatch(/<dt>Evidence<\/dt><dd><div><code>\d\d:\d\d:\d\d\.\d{3}<\/code>/);
  expect(page).not.toContain('known before');
  expect(toHtml([{ title: 'again', judged, checked: toCheck(judged, { baseline: judged }) }])).toContain('known before');
});
