import { describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { findingTicket, verdictTicket } from '../../../src/ui/ticket.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const view = scenes.broken?.().view as View;
const finding = view.findings[0] as View['findings'][number];

describe('copy for ticket', () => {
  it('tells a finding with cause, fix, steps, ids, model and source', () => {
    const text = findingTicket(finding, view);
    expect(text).toContain('### Error: No reset after logout');
    expect(text).toContain('**Events on the wrong person:** 3');
    expect(text).toContain('**Fix:** Call mixpanel.reset()');
    expect(text).toContain('`u-2048`');
    expect(text).toMatch(/\*\*Where:\*\* mixpanel.*, project `[^`]+`, merge model mixpanel-simplified/);
    expect(text).toMatch(/\d\. `\d\d:\d\d:\d\d\.\d{3}` \*\*logout click on “Log out”/);
    expect(text).toContain('(18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04 / u-2048)');
    expect(text).toContain(`<${finding.cite}>`);
  });

  it('says where in the code, when that is known', () => {
    expect(findingTicket(finding, view)).not.toContain('Call site');
    expect(findingTicket({ ...finding, sites: ['logout (app.js:12:5)'] }, view)).toContain('**Call site:** `logout (app.js:12:5)`');
  });

  it('keeps each step on one line, the evidence in bold, whatever stands in it', () => {
    const rows = view.rows.map((row) => ({ ...row, detail: 'two\nlines **<b>' }));
    const steps = findingTicket(finding, { ...view, rows })
      .split('\n')
      .filter((line) => /^\d+\. /.test(line));
    expect(steps.filter((line) => /^\d+\. `[^`]+` \*\*/.test(line))).toHaveLength(finding.keys.length);
    for (const step of steps) expect(step).toContain('two lines \\*\\*&lt;b&gt;');
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
