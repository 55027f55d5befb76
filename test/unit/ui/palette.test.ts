import { describe, expect, it } from 'vitest';
import type { View, ViewProject } from '../../../src/messages/view.ts';
import { assignHues, hueClass, hueCount, personOf } from '../../../src/ui/palette.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const view = scenes.broken?.().view as View;

const projectWith = (labels: readonly string[]): ViewProject => ({
  ...(view.projects[0] as ViewProject),
  profiles: labels.map((label, place) => ({
    id: `p${place}`,
    label,
    known: !label.startsWith('$device:'),
    ids: [],
    events: 1,
    firstTouch: null,
    mergedBy: [],
    nearLimits: [],
  })),
});

describe('colours of people', () => {
  it.each([
    ['$device:D1', 'D1'],
    ['user_id=u-1', 'u-1'],
    ['anonymous_id=A', 'A'],
    ['u-1', 'u-1'],
  ])('sees the person behind %s', (label, person) => {
    expect(personOf(label)).toBe(person);
  });

  it('gives one person one colour in all vendors', () => {
    const hues = assignHues(new Map(), [projectWith(['u-1']), projectWith(['user_id=u-1'])]);
    expect(hues.size).toBe(1);
    expect(hueClass(hues, 'user_id=u-1')).toBe(hueClass(hues, 'u-1'));
  });

  it('gives known people the first colours', () => {
    const hues = assignHues(new Map(), [projectWith(['$device:D1', 'u-1'])]);
    expect(hues.get('u-1')).toBe(0);
    expect(hues.get('D1')).toBe(1);
  });

  it('never takes a colour away when a merge removes or reorders profiles', () => {
    const before = assignHues(new Map(), [projectWith(['$device:D1', 'u-1', 'u-2'])]);
    const after = assignHues(before, [projectWith(['u-2', 'u-1'])]);
    expect(after).toBe(before);
  });

  it('has a neutral class for people nobody announced', () => {
    expect(hueClass(new Map(), 'x')).toBe('hue-none');
    expect(hueClass(new Map(), null)).toBe('hue-none');
  });

  it('starts over when all colours are used', () => {
    const many = Array.from({ length: hueCount + 1 }, (_, place) => `u-${place}`);
    const hues = assignHues(new Map(), [projectWith(many)]);
    expect(hueClass(hues, `u-${hueCount}`)).toBe('hue-0');
  });
});
