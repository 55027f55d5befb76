import { describe, expect, it } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Diff } from '../../../src/reports/diff.ts';
import { demoRecording } from '../../support/demo-recordings.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { run } from './io.ts';
import { mixpanelLine } from './lines.ts';

const files = {
  'right.json': demoRecording('correct'),
  'wrong.json': demoRecording('no-reset'),
  'a.ndjson': [mixpanelLine('View', { d: 'D1' }), mixpanelLine('Sign Up', { d: 'D1', u: 'U1' })].join('\n'),
  'b.ndjson': [
    mixpanelLine('View', { d: 'D9' }),
    mixpanelLine('Sign Up', { d: 'D9', u: 'U2' }),
    mixpanelLine('Buy', { d: 'D9', u: 'U2' }),
  ].join('\n'),
  'c.ndjson': [mixpanelLine('View', { d: 'D7' }), mixpanelLine('Sign Up', { d: 'D7', u: 'U1' })].join('\n'),
  'evil.json': serialiseRecording(
    recordingOf((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T');
      page.identify('U1\u001b[2J');
      page.track('View');
      page.send();
    }),
  ),
};

const diff = async (...args: readonly string[]) => {
  const ran = await run(['diff', ...args], files);
  return { ...ran, report: (): Diff => JSON.parse(ran.out) };
};

describe('idscope diff', () => {
  it('ends with 1 where findings were added, and says what the page does not do any more', async () => {
    const { code, report } = await diff('right.json', 'wrong.json', '--json');
    expect(code).toBe(1);
    expect(report()).toMatchObject({ schema: 1, findings: { added: [{ rule: 'logout-without-reset' }], gone: [] } });
    const mixpanel = report().projects.find(({ vendor }) => vendor === 'mixpanel');
    expect(mixpanel?.calls).toContainEqual({ name: 'reset', before: 1, after: 0 });
    expect(mixpanel?.identityCalls.filter((one) => one.in !== 'both')).toEqual([{ in: 'before', item: 'reset()' }]);
    expect(mixpanel?.ids.anonymous).toEqual({ before: 2, after: 1 });
    const [first] = mixpanel?.profiles ?? [];
    expect(first).toMatchObject({ label: 'cus-1042' });
    expect(first?.after?.events).toBe((first?.before?.events ?? 0) + 4);
    expect(report().flows).toContainEqual(
      expect.objectContaining({ flow: 'shared-device', vendor: 'mixpanel', before: ['pass'], after: ['fail'] }),
    );
  });

  it('ends with 0 where they are gone', async () => {
    const { code, out } = await diff('wrong.json', 'right.json');
    expect(code).toBe(0);
    expect(out).toContain('No finding was added.');
    expect(out).toMatch(/- ERROR {2}Logged out, but analytics still knows the user/);
    expect(out).toContain('      + reset()');
  });

  it('says nothing of a recording beside itself', async () => {
    const { code, out } = await diff('wrong.json', 'wrong.json');
    expect(code).toBe(0);
    expect(out).toMatch(/^No finding was added\.\n\d+ findings? as before\.\n\nCalls, ids and profiles are as before\.\n$/);
  });

  it('takes generated ids for the same, and tells known ids apart', async () => {
    expect((await diff('a.ndjson', 'c.ndjson')).out).toContain('Calls, ids and profiles are as before.');
    const [project] = (await diff('a.ndjson', 'b.ndjson', '--json')).report().projects;
    expect(project).toMatchObject({
      in: 'both',
      events: [{ name: 'Buy', before: 0, after: 1 }],
      ids: { added: ['U2'], gone: ['U1'], anonymous: { before: 1, after: 1 } },
      profiles: [
        { label: 'U1', before: { events: 2, ids: ['U1'], anonymousIds: 1 }, after: null },
        { label: 'U2', before: null, after: { events: 3, ids: ['U2'], anonymousIds: 1 } },
      ],
    });
  });

  it('tells of projects that only one of them has', async () => {
    const { out } = await diff('a.ndjson', 'right.json');
    expect(out).toContain('  mixpanel T: only before');
    expect(out).toMatch(/ {2}segment \w+: only after/);
  });

  it('steers no terminal', async () => {
    const { out } = await diff('a.ndjson', 'evil.json');
    expect(out).toContain('U1·[2J');
    expect(out).not.toContain('\u001b');
  });

  it.each([
    [['a.ndjson'], 'diff takes two files: BEFORE and AFTER.'],
    [['a.ndjson', 'b.ndjson', 'c.ndjson'], 'diff takes two files: BEFORE and AFTER.'],
    [['-', '-'], 'Only one of the two files can be standard input.'],
    [['a.ndjson', 'absent'], 'absent cannot be read (ENOENT).'],
  ])('refuses %j in one line with 2', async (args, line) => {
    const { code, out, warned } = await diff(...args);
    expect({ code, out, warned }).toEqual({ code: 2, out: '', warned: [line] });
  });
});
