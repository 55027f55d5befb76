import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/rules/index.ts';
import { judge } from '../../../src/rules/judge.ts';
import type { RawFinding, Rule } from '../../../src/rules/rule.ts';
import { judgedOf, rulesOf, shopOf } from '../../support/judging.ts';

/** A project with three events of one visitor, for rules made up by the tests. */
const some = judgedOf((r) => shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('a').track('b').track('c'))).analysis;

const raw = (
  ids: readonly string[],
  from: number,
  to: number,
  wrong: readonly number[] = [],
  severity: RawFinding['severity'] = 'error',
): RawFinding => ({
  severity,
  document: null,
  evidence: [{ event: wrong[0] ?? 0, project: 'T' }],
  wrong,
  about: { ids, device: null, from, to },
  what: '',
  consequence: '',
  fix: '',
});
const rule = (id: string, findings: readonly RawFinding[], explainedBy: readonly string[] = []): Rule => ({
  id,
  number: 'W99',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: id,
  cite: 'https://example.test/',
  settings: [],
  explainedBy,
  check: () => ({ findings, unchecked: [] }),
});
const outcome = (...list: Rule[]) => judge(some, list).findings.map((f) => [f.rule, f.affected, f.related]);

describe('causes and consequences', () => {
  test('a finding explained by another becomes its related, with each wrong event counted once', () => {
    expect(outcome(rule('cause', [raw(['x'], 0, 10, [0, 1])]), rule('effect', [raw(['x'], 5, 6, [1, 2])], ['cause']))).toEqual([
      ['cause', 3, ['effect']],
    ]);
  });

  test('a muted cause stands apart with what it explains, and counts nothing on the wrong person', () => {
    const list = [rule('cause', [raw(['x'], 0, 10, [0, 1])]), rule('effect', [raw(['x'], 5, 6, [1, 2])], ['cause'])];
    const judged = judge(some, list, { muted: [{ rule: 'cause', project: null, reason: 'known' }] });
    expect([judged.findings, judged.affected]).toEqual([[], 0]);
    expect(judged.muted.map((f) => [f.rule, f.affected, f.related])).toEqual([['cause', 3, ['effect']]]);
  });

  test('consequences of consequences go to the first cause', () => {
    const list = [rule('c', [raw(['y'], 3, 4)], ['b']), rule('b', [raw(['x', 'y'], 2, 5)], ['a']), rule('a', [raw(['x'], 0, 9)])];
    expect(outcome(...list)).toEqual([['a', 0, ['c', 'b']]]);
  });

  test('nothing is explained without a shared id', () => {
    expect(outcome(rule('cause', [raw(['x'], 0, 10)]), rule('effect', [raw(['y'], 5, 6)], ['cause']))).toHaveLength(2);
  });

  test('nothing is explained by what was over before', () => {
    expect(outcome(rule('cause', [raw(['x'], 0, 4)]), rule('effect', [raw(['x'], 5, 6)], ['cause']))).toHaveLength(2);
  });

  test('ids meet whatever notation the vendor gives them', () => {
    expect(outcome(rule('cause', [raw(['D1'], 0, 10)]), rule('effect', [raw(['$device:D1'], 5, 6)], ['cause']))).toHaveLength(1);
    expect(outcome(rule('cause', [raw(['A1'], 0, 10)]), rule('effect', [raw(['anonymous_id=A1'], 5, 6)], ['cause']))).toHaveLength(1);
  });

  test('rules that explain each other do not vanish', () => {
    expect(outcome(rule('a', [raw(['x'], 0, 9)], ['b']), rule('b', [raw(['x'], 0, 9)], ['a']))).not.toHaveLength(0);
  });

  test('errors come before warnings before information, then in order of time', () => {
    const list = [
      rule('late', [raw(['1'], 9, 9)]),
      rule('info', [raw(['2'], 0, 0, [], 'info')]),
      rule('early', [raw(['3'], 1, 1)]),
      rule('warning', [raw(['4'], 0, 0, [], 'warning')]),
    ];
    expect(judge(some, list).findings.map((f) => f.rule)).toEqual(['early', 'late', 'warning', 'info']);
  });
});

describe('which projects are judged', () => {
  const widget = () =>
    judgedOf((r) => {
      const visit = shopOf(r, 'mixpanel');
      visit('/', ({ sdk }) => sdk.track('View'));
      const frame = r.document('https://chat.test/', { frame: 7 });
      frame.segment('CHAT').identify('anna').track('a').identify('ben').track('b').send();
    });

  test('a tool in a frame is not, and is named', () => {
    expect(rulesOf(widget())).toEqual([]);
    expect(widget().unchecked.some((u) => u.project === 'CHAT' && u.why.includes('Also on this page'))).toBe(true);
    expect(widget().flows.some((f) => f.project === 'CHAT')).toBe(false);
  });

  test.each(['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'] as const)(
    'nor is %s in a frame, whatever of it was seen',
    (vendor) => {
      const framed = (url: string, referrer = '') =>
        judgedOf((r) => {
          shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View'), { stay: true });
          r.document(url, { frame: 7, referrer }).sdk(vendor, 'FRAME').track('a').send();
        }).unchecked.some((u) => u.project === 'FRAME' && u.why.includes('Also on this page'));
      expect(framed('https://chat.test/')).toBe(true);
      expect(framed('https://help.shop.test/')).toBe(false);
      expect(framed('about:srcdoc')).toBe(false);
      expect(framed('about:blank')).toBe(false);
      // Who made a frame without an address is its referrer.
      expect(framed('about:blank', 'https://shop.test/')).toBe(false);
      expect(framed('about:blank', 'https://chat.test/widget')).toBe(true);
      expect(framed('about:srcdoc', 'https://chat.test/widget')).toBe(true);
      expect(framed('https://help.shop.test/', 'https://chat.test/widget')).toBe(false);
    },
  );

  test('unless it is chosen', () => {
    expect(judge(widget().analysis, rules, { ownProjects: ['CHAT'] }).findings.map((f) => f.rule)).toEqual(['user-switched-without-reset']);
  });
});

test('a tool driven by another one shares its finding', () => {
  const judged = judgedOf((r) => {
    const d = r.document('https://shop.test/');
    const segment = d.segment();
    const both = (id: string) => {
      segment.identify(id).track('Log In');
    };
    both('anna');
    both('ben');
    const nested = (call: string, before: string | null, id: string) =>
      d.fact({
        kind: 'call.observed',
        call: `nested-${id}`,
        vendor: 'mixpanel',
        project: 'T',
        instance: 'mixpanel',
        method: 'identify',
        args: [id],
        before: { anonymousId: 'A1', knownId: before },
        after: { anonymousId: 'A1', knownId: id },
        site: null,
        parent: call,
        queued: false,
        replayOf: null,
      });
    nested('c1', null, 'anna');
    nested('c3', 'anna', 'ben');
    segment.send();
    d.close();
  });
  expect(judged.findings.filter((f) => f.rule === 'user-switched-without-reset')).toMatchObject([{ vendor: 'segment' }]);
});

describe('the list of rules', () => {
  test('has one rule a number and id, in order', () => {
    const numbers = rules.map((r) => r.number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
  });

  test('explains only by rules that exist', () => {
    const ids = new Set(rules.map((r) => r.id));
    for (const r of rules) for (const other of r.explainedBy) expect(ids).toContain(other);
  });

  test('cites a source each', () => {
    for (const r of rules) expect(r.cite).toMatch(/^https:\/\//);
  });
});

test('advice that depends on an assumed merge model says so, and not once it is confirmed', () => {
  const build: Parameters<typeof judgedOf>[0] = (r) => shopOf(r, 'mixpanel')('/', ({ sdk }) => sdk.track('View').identify('anna').reset());
  expect(judgedOf(build).findings[0]?.fix).toContain('assumed');
  expect(judgedOf(build, { options: { models: { mixpanel: 'mixpanel-simplified' } } }).findings[0]?.fix).not.toContain('assumed');
});

test('what rests on an anonymous id stored before the recording says so', () => {
  const after = (stored: boolean) =>
    judgedOf((r) =>
      shopOf(r, 'mixpanel')('/', ({ sdk }) => {
        if (stored) sdk.stored({ anonymousId: 'OLD', knownId: null });
        sdk.track('View').identify('anna').reset();
      }),
    ).findings[0]?.consequence;
  expect(after(true)).toContain('This holds if OLD');
  expect(after(false)).not.toContain('This holds if');
});

test("a missing reset is only information in Mixpanel's original merge, where resetting every time is wrong", () => {
  const { analysis } = judgedOf((r) => {
    const visit = shopOf(r, 'mixpanel');
    visit('/', ({ d, sdk }) => {
      sdk.identify('anna').track('Log In');
      d.logout();
    });
    visit('/', ({ sdk }) => sdk.track('View'));
  });
  const original = { ...analysis, projects: analysis.projects.map((p) => ({ ...p, model: 'mixpanel-original' })) };
  const [finding] = judge(original, rules).findings;
  expect(finding).toMatchObject({ rule: 'logout-without-reset', severity: 'info' });
  expect(finding?.fix).toContain('do not reset on every log-out');
});

test('two tabs of one browser are one story', () => {
  const judged = judgedOf((r) => {
    const one = r.document('https://shop.test/', { tab: 1 });
    const first = one.mixpanel().track('View').identify('anna').track('Log In');
    const two = r.document('https://shop.test/account', { tab: 2 });
    const second = two.mixpanel().track('View');
    one.logout();
    first.track('Log Out').reset().send();
    second.track('View').identify('ben').track('Log In').send();
    first.send();
  });
  expect(rulesOf(judged)).toEqual([]);
});
