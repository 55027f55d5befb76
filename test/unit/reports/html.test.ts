import { expect, test } from 'vitest';
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

test('nothing of a recording becomes markup', () => {
  expect(page).not.toContain('<img');
  expect(page).toContain(escaped(evil));
});

test('the page asks the web for nothing and runs nothing', () => {
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
