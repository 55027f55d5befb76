import { describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { findingTicket, verdictTicket } from '../../../src/ui/ticket.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const view = scenes.broken?.().view as View;
const finding = view.findings[0] as View['findings'][number];

describe('copy for ticket', () => {
  it('tells a finding with cause, fix, evidence and source', () => {
    const text = findingTicket(finding, view.rows);
    expect(text).toContain('### Error: No reset after logout');
    expect(text).toContain('**Events on the wrong person:** 3');
    expect(text).toContain('**Fix:** Call mixpanel.reset()');
    expect(text).toMatch(/- `\d\d:\d\d:\d\d\.\d{3}` logout click on “Log out”/);
    expect(text).toContain('(18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04 / u-2048)');
    expect(text).toContain(finding.cite);
  });

  it('keeps each line of evidence on one line', () => {
    const rows = view.rows.map((row) => ({ ...row, detail: 'two\nlines' }));
    const evidence = findingTicket(finding, rows)
      .split('\n')
      .filter((line) => line.startsWith('- '));
    expect(evidence).toHaveLength(finding.keys.length);
  });

  it('tells the whole verdict: who, logout, findings, flows', () => {
    const text = verdictTicket(view);
    expect(text).toContain('The page thinks the visitor is: **u-2048**');
    expect(text).toContain('Last logout: **not clean**, No reset followed within 5 s.');
    expect(text).toContain('### Warning: The user id is an e-mail address');
    expect(text).toContain('- Two people share a device, mixpanel, run 1: **Fail**');
  });

  it('says so when there is nothing to complain about', () => {
    expect(verdictTicket(scenes.correct?.().view as View)).toContain('No findings.');
  });
});
