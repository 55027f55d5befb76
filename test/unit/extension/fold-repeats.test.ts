import { expect, test } from 'vitest';
import type { ForeignObservation, Observation } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { foldRepeats } from '../../../src/extension/background/fold-repeats.ts';
import { createEngine, type Judged } from '../../../src/reports/engine.ts';
import { recordedDay } from '../../support/recorded-day.ts';
import { eventsIn, landingsOf, peopleOf, untrueIn, verdictsOf } from '../../support/story-told.ts';

type Line = Observation | ForeignObservation;

const day = (count: number): readonly Line[] => recordedDay(count, 24);

const judge = (lines: readonly Line[]): Judged => {
  const engine = createEngine(defaultOptions);
  engine.append(lines);
  return engine.result();
};

const whole = day(3_000);
const before = judge(whole);
const folded = foldRepeats(whole, whole.length - 300, before, 'fair');
const after = judge(folded.lines);

test('a folded log is a fraction of what it was, and its last lines are untouched', () => {
  expect(folded.lines.length).toBeLessThan(whole.length / 2);
  expect(folded.lines.slice(-300)).toEqual(whole.slice(-300));
  expect(folded.events).toBeGreaterThan(1_000);
  expect(eventsIn(before) - eventsIn(after)).toBe(folded.events);
  expect(after.analysis.projects.map(({ alike }) => alike)).toEqual([folded.events]);
});

test('findings, the events they count, flows and what could not be judged are those of the whole log', () => {
  expect(before.findings.some(({ affected }) => affected > 10)).toBe(true);
  expect(before.flows.length).toBeGreaterThan(10);
  expect(verdictsOf(after)).toEqual(verdictsOf(before));
});

test('profiles have the same ids, merges and first touch; every event that stays lands where it did', () => {
  expect(peopleOf(after)).toEqual(peopleOf(before));
  const all = landingsOf(before);
  for (const [key, landing] of landingsOf(after)) expect(landing, key).toBe(all.get(key));
});

test('what a shortened log tells otherwise is counted', () => {
  const none = { people: 0, identities: 0, findings: 0, flows: 0, landings: 0 };
  expect(untrueIn(after, before)).toEqual(none);
  const without = (text: string) => untrueIn(judge(whole.filter((line) => !JSON.stringify(line).includes(text))), before);
  expect(without('"user-2"').people).toBeGreaterThan(0);
  expect(without('"user-2"').identities).toBeGreaterThan(0);
  expect(without('auth.signalled').findings).toBeGreaterThan(0);
  expect(without('auth.signalled').flows).toBeGreaterThan(0);
  expect(without('auth.signalled').landings).toBe(0);
  const elsewhere = whole.map((line) => JSON.parse(JSON.stringify(line).replaceAll('"user-1"', '"user-9"')));
  expect(untrueIn(judge(elsewhere), before).landings).toBeGreaterThan(0);
});

test('calls that change ids, log-ins and pages all stay', () => {
  const kept = (lines: readonly Line[]) =>
    lines
      .filter((line) => line.kind !== 'call.observed' || (line as { method?: string }).method !== 'track')
      .filter(({ kind }) => !/^wire|^storage/.test(kind));
  expect(kept(folded.lines)).toEqual(kept(whole));
});

test('a folded log grows on: what comes later is judged as after the whole one', () => {
  const more = day(3_600).slice(whole.length);
  expect(verdictsOf(judge([...folded.lines, ...more]))).toEqual(verdictsOf(judge([...whole, ...more])));
});

test('an event that stays is told of those that it stands for, through any number of folds', () => {
  const alike = (lines: readonly Line[]): number =>
    lines.reduce((sum, line) => sum + (line.kind === 'call.observed' && 'alike' in line ? Number(line.alike) : 0), 0);
  expect(alike(folded.lines)).toBe(folded.events);
  const more = day(3_600);
  const longer = [...folded.lines, ...more.slice(whole.length)];
  const twice = foldRepeats(longer, longer.length - 100, judge(longer), 'fair');
  expect(twice.events).toBeGreaterThan(100);
  expect(alike(twice.lines)).toBe(folded.events + twice.events);
  expect(peopleOf(judge(twice.lines))).toEqual(peopleOf(judge(more)));
});

test('folding what is folded already leaves it alone', () => {
  expect(foldRepeats(folded.lines, folded.lines.length - 300, after, 'fair')).toEqual({ lines: folded.lines, events: 0, uncalled: 0 });
});

test('events on the wrong person go only when nothing else helps', () => {
  const hard = foldRepeats(whole, whole.length - 300, before, 'rough');
  expect(hard.events).toBeGreaterThan(folded.events);
  expect(verdictsOf(judge(hard.lines))).toEqual(verdictsOf(before));
});

const ids = { anonymousId: 'D1', knownId: null };

/** Calls on one page of which nothing was sent; `method` of each by its number. */
const unsent = (count: number, over: (n: number) => object): readonly Line[] => {
  const base = { at: 1_000, document: 'doc', device: 'd', tab: 1, frame: 0 };
  const head = [
    { kind: 'document.opened', url: 'https://shop.example/', referrer: '', lifecycle: 'active', ...base, seq: 0 },
    {
      kind: 'sdk.found',
      vendor: 'mixpanel',
      project: 'T',
      instance: 'a',
      version: '2',
      how: 'npm',
      hooked: true,
      why: null,
      capturing: 'in',
      ...base,
      seq: 1,
    },
  ];
  const calls = Array.from({ length: count }, (_, n) => ({
    kind: 'call.observed',
    call: `c.${n}`,
    vendor: 'mixpanel',
    project: 'T',
    instance: 'a',
    method: 'track',
    args: ['Flood', { n }],
    before: ids,
    after: ids,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
    ...base,
    seq: n + 2,
    ...over(n),
  }));
  return [...head, ...calls] as unknown as readonly Line[];
};

test('what was not sent stays in every fold but that of a flood, which counts each call once', () => {
  const lines = unsent(500, () => ({}));
  const story = judge(lines);
  expect(foldRepeats(lines, 400, story, 'fair').lines).toHaveLength(lines.length);
  expect(foldRepeats(lines, 400, story, 'rough').lines).toHaveLength(lines.length);
  const flood = foldRepeats(lines, 400, story, 'flood');
  expect(flood.lines.length).toBeLessThan(110);
  expect(flood.lines.length + flood.events).toBe(lines.length);
  expect(flood.lines.slice(-100)).toEqual(lines.slice(-100));
});

test('in a flood calls that say who somebody is, and those around them, stay', () => {
  const known = { anonymousId: 'D1', knownId: 'U1' };
  const lines = unsent(500, (n) =>
    n === 200 ? { method: 'identify', args: ['U1'], after: known } : n > 200 ? { before: known, after: known } : {},
  );
  const story = judge(lines);
  const flood = foldRepeats(lines, 450, story, 'flood');
  const calls = flood.lines.flatMap((line) => (line.kind === 'call.observed' && 'call' in line ? [line.call] : []));
  expect(calls.slice(0, 9)).toEqual(
    ['c.0', 'c.1', 'c.198', 'c.199', 'c.200', 'c.201', 'c.202', 'c.498', 'c.499'].slice(0, 7).concat(calls.slice(7, 9)),
  );
  expect(peopleOf(judge(flood.lines))).toEqual(peopleOf(story));
});

test('in a flood calls that send nothing go as well, but for the first and the last of each method', () => {
  const lines = unsent(300, (n) => ({ method: n % 100 < 50 ? 'register' : 'set_config', args: [{ n }] }));
  const story = judge(lines);
  expect(foldRepeats(lines, lines.length, story, 'rough').lines).toHaveLength(lines.length);
  const flood = foldRepeats(lines, lines.length, story, 'flood');
  expect(flood.lines.length).toBeLessThan(20);
  expect(flood.lines.length + flood.events).toBe(lines.length);
});
