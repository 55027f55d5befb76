import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/reports/shapes.ts';
import { demoRecording } from '../../support/demo-recordings.ts';
import { run } from './io.ts';
import { mixpanelLine } from './lines.ts';

const recordings = {
  'right.json': demoRecording('correct'),
  'wrong.json': demoRecording('no-reset'),
  'placeholder.json': demoRecording('placeholder'),
  'rubbish.json': '{"verdict":"fail","findings":[{}]}',
};

const files = async (): Promise<Readonly<Record<string, string>>> => ({
  ...recordings,
  'former.json': (await run(['check', 'wrong.json', '--json'], recordings)).out,
});

const check = async (...args: readonly string[]) => {
  const ran = await run(['check', ...args], await files());
  return { ...ran, report: (): Check => JSON.parse(ran.out) };
};

const rulesOf = (report: Check, places: readonly number[] = []) => places.map((at) => report.findings[at]?.rule);

describe('check with a baseline', () => {
  it.each(['former.json', 'wrong.json'])('lets what was known before pass, and lists it, from %s', async (baseline) => {
    const { code, report } = await check('wrong.json', '--baseline', baseline, '--json');
    expect(code).toBe(0);
    expect(report().verdict).toBe('pass');
    expect(rulesOf(report(), report().baseline?.known)).toEqual(report().findings.map(({ rule }) => rule));
    expect(report().findings.map(({ rule }) => rule)).toContain('logout-without-reset');
    expect(report().baseline?.gone).toEqual([]);
  });

  it('fails for what is new', async () => {
    const { code, report, warned } = await check('placeholder.json', '--baseline', 'former.json', '--json');
    expect(code).toBe(1);
    const known = new Set(report().baseline?.known);
    expect(
      report()
        .findings.filter((_, at) => !known.has(at))
        .map(({ rule }) => rule),
    ).toContain('placeholder-id');
    expect(warned[0]).toContain('new finding');
  });

  it('tells what is gone, in every report', async () => {
    const { code, report } = await check('right.json', '--baseline', 'former.json', '--json');
    expect(code).toBe(0);
    expect(report().baseline?.gone.map(({ rule }) => rule)).toContain('logout-without-reset');
    expect((await check('right.json', '--baseline', 'former.json')).out).toContain('Gone since the baseline:\n  ERROR  Logged out, but');
    expect((await check('right.json', '--baseline', 'former.json', '--reporter', 'markdown')).out).toContain('gone since the baseline');
  });

  it('fails for a flow that failed before only when it is asked for by name', async () => {
    expect((await check('wrong.json', '--baseline', 'former.json')).code).toBe(0);
    expect((await check('wrong.json', '--baseline', 'former.json', '--flow', 'shared-device')).code).toBe(1);
  });

  it('says known in text, and adds nothing to the JSON of a check without a baseline', async () => {
    expect((await check('wrong.json', '--baseline', 'former.json')).out).toContain('ERROR (known)  Logged out');
    expect(Object.keys((await check('wrong.json', '--json')).report())).toEqual([
      'schema',
      'verdict',
      'findings',
      'flows',
      'unchecked',
      'signals',
    ]);
  });

  it.each([
    ['absent.json', 'absent.json cannot be read.'],
    ['rubbish.json', 'rubbish.json is no check of schema 1, as --baseline takes it.'],
    ['-', '--baseline takes a file.'],
  ])('refuses %s in one line with 2', async (baseline, line) => {
    const { code, out, warned } = await check('wrong.json', '--baseline', baseline);
    expect({ code, out, warned }).toEqual({ code: 2, out: '', warned: [line] });
  });
});

describe('muted rules', () => {
  const lines = {
    'a.ndjson': [mixpanelLine('View', { d: 'D1', u: 'undefined' }), mixpanelLine('Buy', { d: 'D1', u: 'undefined' })].join('\n'),
  };
  const muted = (entry: unknown) => ({ ...lines, 'c.json': JSON.stringify({ muted: [entry] }) });
  const reason = 'guests are called so until the new login ships';

  it('find nothing, and say why they were not judged', async () => {
    const before = JSON.parse((await run(['check', 'a.ndjson', '--json'], lines)).out) as Check;
    expect(before.findings.map(({ rule }) => rule)).toContain('placeholder-id');
    const { out } = await run(['check', 'a.ndjson', '--json', '--config', 'c.json'], muted({ rule: 'placeholder-id', reason }));
    const after = JSON.parse(out) as Check;
    expect(after.findings.map(({ rule }) => rule)).not.toContain('placeholder-id');
    expect(after.unchecked).toContainEqual({ rule: 'placeholder-id', project: null, why: `Muted: ${reason}` });
  });

  it('stay loud in other projects', async () => {
    const { out } = await run(
      ['check', 'a.ndjson', '--json', '--config', 'c.json'],
      muted({ rule: 'placeholder-id', project: 'X', reason }),
    );
    expect((JSON.parse(out) as Check).findings.map(({ rule }) => rule)).toContain('placeholder-id');
  });

  it.each([
    [{ rule: 'placeholder-id' }, 'c.json: "muted[0].reason" must say why placeholder-id is muted.'],
    [{ rule: 'placeholder-id', reason: ' ' }, 'c.json: "muted[0].reason" must say why placeholder-id is muted.'],
    [{ rule: 'nope', reason }, 'c.json: "muted[0].rule" names no rule: "nope". The command "idscope rules" lists them.'],
    [{ rule: 'placeholder-id', reason, until: 'May' }, 'c.json: "muted[0].until" is not known; there are rule, project, reason.'],
    ['placeholder-id', 'c.json: "muted[0]" must be an object such as {"rule": "…", "reason": "…"}.'],
  ])('are refused in one line when they are %j', async (entry, line) => {
    const { code, warned } = await run(['check', 'a.ndjson', '--config', 'c.json'], muted(entry));
    expect({ code, warned }).toEqual({ code: 2, warned: [line] });
  });
});
