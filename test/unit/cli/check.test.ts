import { describe, expect, it } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Check, Simulation } from '../../../src/reports/shapes.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { run } from './io.ts';
import { mixpanelLine } from './lines.ts';

const mail = 'jane@customer.example';

/** Browse, sign up, log out, and a second person on the same browser; `resets` says whether logout resets. */
const session = (resets: boolean): string =>
  serialiseRecording(
    recordingOf((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').anonymous('0190aaaa-0000-7000-8000-000000000001');
      page.track('View');
      page.send();
      r.wait(2_000);
      page.login();
      page.identify(mail);
      page.track('Sign Up');
      page.send();
      r.wait(10_000);
      page.logout();
      if (resets) page.reset();
      r.wait(10_000);
      page.track('View');
      page.send();
      r.wait(10_000);
      page.login();
      page.identify('john@customer.example');
      page.track('Log In');
      page.send();
      r.wait(20_000);
      page.track('Buy');
      page.send();
      r.wait(20_000);
      page.mark('end');
    }),
  );

const files = {
  'right.json': session(true),
  'wrong.json': session(false),
  'empty.json': serialiseRecording(
    recordingOf((r) => {
      r.document('https://shop.test/');
    }),
  ),
  'lines.ndjson': [mixpanelLine('View', { d: 'D1' }), mixpanelLine('Sign Up', { d: 'D1', u: 'U1' })].join('\n'),
};

const check = async (...args: readonly string[]) => {
  const ran = await run(['check', ...args], files);
  return { ...ran, report: (): Check => JSON.parse(ran.out) };
};

describe('idscope check', () => {
  it('passes a correct session with 0', async () => {
    const { code, report } = await check('right.json', '--json');
    // Nothing above a remark: the users of this session are known by their e-mail addresses.
    expect(report()).toMatchObject({ schema: 1, verdict: 'pass', findings: [{ rule: 'contact-detail-as-id', severity: 'info' }] });
    expect(code).toBe(0);
  });

  it('fails a session without reset with 1, naming the cause once and the events on the wrong person', async () => {
    const { code, report, warned } = await check('wrong.json', '--reporter', 'json');
    expect(code).toBe(1);
    const errors = report().findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule }) => rule)).toEqual(['logout-without-reset']);
    expect(errors[0]?.affected).toBeGreaterThan(0);
    expect(warned.join(' ')).toContain('logout-without-reset');
  });

  it('judges the flows that are asked for', async () => {
    expect((await check('right.json', '--flow', 'shared-device')).code).toBe(0);
    expect((await check('wrong.json', '--flow', 'shared-device')).code).toBe(1);
    expect((await check('lines.ndjson', '--flow', 'shared-device')).code).toBe(1);
    expect((await check('lines.ndjson')).code).toBe(0);
  });

  it('fails where nothing was observed, unless told otherwise', async () => {
    expect((await check('empty.json')).code).toBe(1);
    expect((await check('empty.json', '--allow-empty')).code).toBe(0);
  });

  it('is text by default, with the ids', async () => {
    const { out } = await check('wrong.json');
    expect(out).toMatch(/^FAIL/);
    expect(out).toContain(mail);
  });

  it('hides ids in HTML unless told otherwise, and elsewhere when told so', async () => {
    const html = (await check('wrong.json', '--reporter', 'html')).out;
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).not.toContain(mail);
    expect((await check('wrong.json', '--reporter', 'html', '--no-redact')).out).toContain(mail);
    expect((await check('wrong.json', '--json')).out).toContain(mail);
    const hidden = await check('wrong.json', '--json', '--redact');
    expect(hidden.out).not.toContain(mail);
    expect(hidden.report().findings.map(({ rule, affected }) => [rule, affected])).toEqual(
      (await check('wrong.json', '--json')).report().findings.map(({ rule, affected }) => [rule, affected]),
    );
  });

  it('writes into a file, leaving standard output empty', async () => {
    const { code, out, written } = await check('right.json', '--json', '--out', 'report.json');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(JSON.parse(written.get('report.json') ?? '')).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    [['right.json', '--reporter', 'xml'], '--reporter takes text, json, junit, markdown, html, not "xml".'],
    [['right.json', '--fail-on', 'fatal'], '--fail-on takes error, warning, info, not "fatal".'],
    [['right.json', '--flow', 'nope'], expect.stringMatching(/^--flow takes .*shared-device.*, not "nope"\.$/)],
    [['right.json', '--redact', '--no-redact'], '--redact and --no-redact exclude each other.'],
  ])('refuses %j in one line with 2', async (args, line) => {
    const { code, out, warned } = await check(...args);
    expect({ code, out, warned }).toEqual({ code: 2, out: '', warned: [line] });
  });
});

describe('idscope simulate on a recording', () => {
  it('shows where events landed first and where they land now', async () => {
    const { out } = await run(['simulate', 'right.json', '--json'], files);
    const [project] = (JSON.parse(out) as Simulation).projects;
    const view = project?.events.find(({ name }) => name === 'View');
    expect(view).toMatchObject({ delivery: 'accepted', landedOn: '$device:0190aaaa-0000-7000-8000-000000000001', landsOn: mail });
  });

  it('takes lines from a server into the same analysis', async () => {
    const { out } = await run(['simulate', 'right.json', 'lines.ndjson', '--json'], files);
    const labels = (JSON.parse(out) as Simulation).projects[0]?.profiles.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([mail, 'U1']));
  });
});
