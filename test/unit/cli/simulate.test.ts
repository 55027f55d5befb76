import { describe, expect, it } from 'vitest';
import { models } from '../../../src/models/index.ts';
import type { Simulation } from '../../../src/reports/shapes.ts';
import mixpanelVectors from '../../fixtures/vectors/mixpanel-simplified.json' with { type: 'json' };
import unifyVectors from '../../fixtures/vectors/segment-unify.json' with { type: 'json' };
import { asPartition } from '../models/build.ts';
import { run } from './io.ts';
import { mixpanelLine, segmentLine } from './lines.ts';

const simulate = async (lines: readonly string[], options: readonly string[] = []): Promise<Simulation> => {
  const { code, out, warned } = await run(['simulate', 'events.ndjson', '--json', ...options], { 'events.ndjson': lines.join('\n') });
  expect({ code, warned }).toEqual({ code: 0, warned: [] });
  return JSON.parse(out);
};

const only = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`one item was expected, not ${items.length}`);
  return item;
};

const signUp = [
  mixpanelLine('View', { d: 'D1', time: 1_795_000_000 }),
  mixpanelLine('Sign Up', { d: 'D1', u: 'U1', time: 1_795_000_001, id: 'i2' }),
];

describe('idscope simulate', () => {
  it('gives the shape that tools rely on', async () => {
    expect(await simulate(signUp)).toEqual({
      schema: 1,
      skipped: 0,
      projects: [
        {
          vendor: 'mixpanel',
          project: 'T',
          model: 'mixpanel-simplified',
          assumptions: [],
          events: [
            {
              index: 0,
              id: null,
              name: 'View',
              at: 1_795_000_000_000,
              anonymousId: 'D1',
              knownId: null,
              delivery: 'accepted',
              profile: 'p1',
              landedOn: '$device:D1',
              landsOn: 'U1',
              merge: 'none',
              reason: null,
              assumptions: [],
            },
            {
              index: 1,
              id: 'i2',
              name: 'Sign Up',
              at: 1_795_000_001_000,
              anonymousId: 'D1',
              knownId: 'U1',
              delivery: 'accepted',
              profile: 'p1',
              landedOn: 'U1',
              landsOn: 'U1',
              merge: 'merged',
              reason: null,
              assumptions: [],
            },
          ],
          profiles: [
            {
              id: 'p1',
              label: 'U1',
              ids: ['U1', '$device:D1'],
              events: 2,
              firstTouch: { event: 0 },
              mergedBy: [{ event: 1, ids: ['U1', '$device:D1'], rule: expect.any(String), cite: expect.stringMatching(/^https:/) }],
            },
          ],
        },
      ],
    });
  });

  it.each(mixpanelVectors)('resolves $id from lines', async ({ events, expect: resolved, clusters }) => {
    const lines = events.map((event) => {
      const { n, d, u, x } = event as { n: string; d?: string; u?: string; x?: string };
      return mixpanelLine(n, { ...(d ? { d } : {}), ...(u ? { u } : {}), ...(x ? { x } : {}) });
    });
    const project = only((await simulate(lines)).projects);
    expect(project.events.map(({ landsOn, merge, reason }) => `${landsOn ?? '-'}${merge === 'refused' ? ` !${reason}` : ''}`)).toEqual(
      resolved,
    );
    expect(asPartition(project.profiles.map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });

  it.each(unifyVectors)('resolves $id from lines', async ({ events, clusters }) => {
    const lines = events.map(({ ids }) => {
      const { user_id, anonymous_id, email } = ids as { user_id?: string; anonymous_id?: string; email?: string };
      return segmentLine('e', { userId: user_id, anonymousId: anonymous_id, context: email === undefined ? {} : { traits: { email } } });
    });
    // An e-mail address alone makes no Segment message: such lines are skipped by the shape, and given to Segment by their type.
    const project = only((await simulate(lines)).projects);
    expect(project.model).toBe('segment-unify');
    expect(asPartition(project.profiles.map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });

  it('reads external ids and the e-mail address of a Segment line', async () => {
    const line = segmentLine('e', {
      anonymousId: 'A1',
      traits: { email: 'e@x' },
      context: { externalIds: [{ id: '7', type: 'phone', collection: 'users', encoding: 'none' }] },
    });
    expect(only(only((await simulate([line])).projects).profiles).ids).toEqual(['email=e@x', 'anonymous_id=A1', 'phone=7']);
  });

  it('drops repeated insert ids, and leaves profile updates out', async () => {
    const lines = [
      mixpanelLine('a', { d: 'D1', id: 'i1' }),
      mixpanelLine('a', { d: 'D1', id: 'i1' }),
      '{"$token":"T","$distinct_id":"U1","$set":{"name":"x"}}',
    ];
    const simulation = await simulate(lines);
    expect(only(simulation.projects).events).toHaveLength(1);
    expect(simulation.skipped).toBe(0);
  });

  it('takes several files as one analysis', async () => {
    const { out } = await run(['simulate', 'a', 'b', '--json'], { a: signUp[0] ?? '', b: signUp[1] ?? '' });
    const simulation: Simulation = JSON.parse(out);
    expect(only(only(simulation.projects).profiles)).toMatchObject({ label: 'U1', events: 2 });
  });

  it('reads standard input', async () => {
    const { code, out } = await run(['simulate', '-', '--json'], { '-': signUp.join('\n') });
    expect(code).toBe(0);
    expect(JSON.parse(out).projects).toHaveLength(1);
  });

  it('goes by the settings that are chosen', async () => {
    const lines = [mixpanelLine('a', { d: 'D1', u: 'null' })];
    expect(only((await simulate(lines)).projects)).toMatchObject({
      assumptions: [{ name: 'placeholder-rejection', value: 'off', touched: 1 }],
    });
    const strict = only((await simulate(lines, ['--set', 'placeholder-rejection=on'])).projects);
    expect(strict.events).toMatchObject([{ merge: 'ignored', profile: null, landedOn: null, landsOn: null, reason: 'placeholder-id' }]);
    expect(strict.profiles).toEqual([]);
  });

  it('simulates no server for a project that has none', async () => {
    const project = only((await simulate(signUp, ['--model', 'T=none'])).projects);
    expect(project.model).toBeNull();
    expect(project.profiles.map(({ label, ids }) => [label, ids])).toEqual([
      ['D1', ['D1']],
      ['U1', ['U1']],
    ]);
  });

  it('gives a model to projects of its own vendor only', async () => {
    const { out } = await run(['simulate', 'events', '--json', '--model', 'T=segment-unify'], { events: signUp.join('\n') });
    expect(only((JSON.parse(out) as Simulation).projects).model).toBe('mixpanel-simplified');
  });

  it('goes by client time when told so', async () => {
    const lines = [mixpanelLine('late', { d: 'D1', u: 'U1', time: 9 }), mixpanelLine('early', { d: 'D1', u: 'U2', time: 5 })];
    expect(only((await simulate(lines)).projects).events.map(({ landsOn, merge }) => [landsOn, merge])).toEqual([
      ['U1', 'merged'],
      ['U2', 'refused'],
    ]);
    expect(only((await simulate(lines, ['--set', 'order=client-time'])).projects).events.map(({ name, merge }) => [name, merge])).toEqual([
      ['early', 'merged'],
      ['late', 'refused'],
    ]);
  });

  it('reads its options from a file, and lets the command line win', async () => {
    const files = {
      'events.ndjson': mixpanelLine('a', { d: 'D1', u: 'null' }),
      'c.json': '{"settings":{"placeholder-rejection":"on"},"models":{"T":"mixpanel-simplified"}}',
    };
    const chosen = async (...more: string[]) => {
      const { out } = await run(['simulate', 'events.ndjson', '--json', '--config', 'c.json', ...more], files);
      return (JSON.parse(out) as Simulation).projects[0]?.events[0]?.merge;
    };
    expect(await chosen()).toBe('ignored');
    expect(await chosen('--set', 'placeholder-rejection=off')).toBe('merged');
  });

  it('skips unusable lines, counts them and shows the first five', async () => {
    const { code, out, warned } = await run(['simulate', 'e', '--json'], {
      e: [...Array<string>(7).fill('rubbish'), ...signUp].join('\n'),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out).skipped).toBe(7);
    expect(warned).toHaveLength(6);
    expect(warned[0]).toBe('skipped e:1: this is not a JSON object');
    expect(warned[5]).toBe('skipped 7 in all');
  });

  it('shows where the unusable entries of a recording stand', async () => {
    const mark = { seq: 1, at: 1, document: 'd', device: 'b', kind: 'mark.added', note: 'x' };
    const { warned } = await run(['simulate', 'r'], { r: JSON.stringify({ idscope: 1, observations: [mark, {}, 5] }) });
    expect(warned).toEqual(['skipped r: observations[1] is no observation', 'skipped r: observations[2] is no observation']);
  });

  it('counts what vendors sent that it does not know', async () => {
    const place = { at: 1, document: 'd', device: 'b', vendor: 'acme', project: 'P' };
    const sent = { ...place, seq: 1, kind: 'wire.sent', request: 'r', transport: 'xhr', url: 'https://acme.test/', payloads: [{}, {}] };
    const injected = { ...place, seq: 2, kind: 'event.injected', payload: {} };
    const { out } = await run(['simulate', 'r', '--json'], { r: JSON.stringify({ idscope: 1, observations: [sent, injected] }) });
    expect(JSON.parse(out)).toMatchObject({ skipped: 3, projects: [] });
  });

  it('says how many events came again', async () => {
    const { out } = await run(['simulate', 'e'], { e: [...signUp, ...signUp].join('\n') });
    expect(out).toContain('Dropped as sent again: 1.');
  });

  it('is a readable table for people', async () => {
    const { out } = await run(['simulate', 'e'], { e: signUp.join('\n') });
    expect(out).toBe(
      [
        'mixpanel T: mixpanel-simplified',
        '  #  time          event    anonymous id  known id  delivery  now lands on  first landed on  merge',
        '  0  11:06:40.000  View     D1                      accepted  U1            $device:D1',
        '  1  11:06:41.000  Sign Up  D1            U1        accepted  U1                             merged',
        '  1 profile',
        '      label  events  ids            merged by',
        '  p1  U1     2       U1 $device:D1  #1',
        '',
      ].join('\n'),
    );
  });

  it('is a summary where there are too many events for a row each', async () => {
    const lines = Array.from({ length: 500 }, (_, n) => mixpanelLine('a', { d: `D${n % 50}`, ...(n >= 450 ? { u: `U${n % 10}` } : {}) }));
    const { out } = await run(['simulate', 'e'], { e: lines.join('\n') });
    expect(out).toContain('500 events, too many for a row each');
    expect(out).toContain('Merges: 50 merged.');
    expect(out).toContain('450 events moved to another profile later on.');
    expect(out.split('\n').length).toBeLessThan(40);
  });
});

describe('unusable input or options give one line and 2', () => {
  const files = {
    good: signUp.join('\n'),
    empty: '',
    rubbish: 'a\nb\n',
    har: '{"log":{"version":"1.2","entries":[]}}',
    newer: '{"idscope":2,"observations":[]}',
  };

  it.each([
    [['simulate'], 'Name at least one file, or - for standard input.'],
    [['simulate', 'absent'], 'absent cannot be read (ENOENT).'],
    [['simulate', 'empty'], 'Nothing usable in empty.'],
    [['simulate', 'har'], 'Nothing usable in har.'],
    [['simulate', 'newer'], 'newer: This recording has version 2; only 1 can be read.'],
    [['simulate', 'good', '--nonsense'], "Unknown option '--nonsense'."],
    [['simulate', 'good', '--model', 'nope'], `There is no model "nope"; there are ${models.map(({ id }) => id).join(', ')}.`],
    [['simulate', 'good', '--as', 'sent'], '--as takes delivered, called, not "sent".'],
    [['simulate', 'good', '--set', 'max-merges=few'], 'Setting max-merges takes a whole number, not "few".'],
    [['simulate', 'good', '--set', 'number-ids'], '--set takes NAME=VALUE, not "number-ids".'],
    [['simulate', 'good', '--set', 'number-ids=maybe'], 'Setting number-ids takes same, distinct, not "maybe".'],
    [['simulate', 'good', '--set', 'max-ids=many'], 'Setting max-ids takes a whole number, not "many".'],
    [['simulate', 'good', '--set', 'min-id-length=-1'], 'Setting min-id-length takes a whole number, not "-1".'],
    [['simulate', 'good', '--set', 'window-days=1'], 'Setting window-days takes 3 whole numbers such as 7,30,365, not "1".'],
    [['simulate', 'good', '--set', 'merge-limit=few'], 'Setting merge-limit takes a value such as none, not "few".'],
    [['simulate', 'good', '--config', 'rubbish'], 'rubbish: it is not a JSON object.'],
    [['simulate', 'good', '--config', 'absent'], 'absent cannot be read.'],
    [['simulate', '-', '-'], 'Standard input can be read once only.'],
    [[], 'Name a command: simulate, what-if, check, diff, export-test, models, rules, flows.'],
    [['explode'], 'There is no command "explode"; there are simulate, what-if, check, diff, export-test, models, rules, flows.'],
  ])('idscope %j', async (args, line) => {
    const { code, out, warned } = await run(args, files);
    expect({ code, out, warned }).toEqual({ code: 2, out: '', warned: [line] });
  });

  it('of a file without a usable line, after showing why', async () => {
    const { code, warned } = await run(['simulate', 'rubbish'], files);
    expect(code).toBe(2);
    expect(warned).toEqual([
      'skipped rubbish:1: this is not a JSON object',
      'skipped rubbish:2: this is not a JSON object',
      'Nothing usable in rubbish.',
    ]);
  });

  it('of a setting nobody has', async () => {
    const { code, warned } = await run(['simulate', 'good', '--set', 'nope=1'], files);
    expect(code).toBe(2);
    expect(warned).toHaveLength(1);
    expect(warned[0]).toMatch(/^There is no setting "nope"; there are order, number-ids,/);
  });
});
