import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Appearance, growPeople, hueCount, huesOf, nobody, personOf } from '../../../src/reports/hues.ts';

const known = (knownId: string): Appearance => ({ knownId, landedOn: knownId });
const visitor = (id: string): Appearance => ({ knownId: null, landedOn: `$device:${id}` });

const story = fc.array(
  fc.record({
    knownId: fc.option(fc.constantFrom('U1', 'U2', 'U3', 'U4', 'U5')),
    landedOn: fc.option(fc.constantFrom('$device:D1', '$device:D2', 'D3', 'D4', 'U1', 'user_id=U2', 'U6')),
  }),
  { maxLength: 40 },
);

describe('the person behind a label', () => {
  it.each([
    ['$device:D1', 'D1'],
    ['user_id=u-1', 'u-1'],
    ['anonymous_id=A', 'A'],
    ['u-1', 'u-1'],
  ])('of %s is %s', (label, person) => {
    expect(personOf(label)).toBe(person);
  });
});

describe('colours of people', () => {
  it('are one for a person in all vendors', () => {
    const { hues } = growPeople(nobody, [known('u-1'), { knownId: 'u-1', landedOn: 'user_id=u-1' }]);
    expect(hues.size).toBe(1);
  });

  it('are the same from whenever on one watched, and in whatever portions the story came', () => {
    fc.assert(
      fc.property(story, fc.array(fc.nat(40), { maxLength: 6 }), (lines, cuts) => {
        const whole = growPeople(nobody, lines);
        const places = [...cuts.map((cut) => Math.min(cut, lines.length)).toSorted((a, b) => a - b), lines.length];
        let people = nobody;
        let from = 0;
        for (const to of places) {
          people = growPeople(people, lines.slice(from, to), from);
          from = to;
        }
        expect(people).toEqual(whole);
      }),
    );
  });

  it('do not change with what comes later, nor when lines are told again', () => {
    fc.assert(
      fc.property(story, story, fc.nat(40), (lines, more, again) => {
        const before = growPeople(nobody, lines);
        const after = growPeople(before, more, lines.length);
        for (const [person, hue] of before.hues) expect(after.hues.get(person)).toBe(hue);
        const from = Math.min(again, lines.length);
        expect(growPeople(before, lines.slice(from), from).hues).toBe(before.hues);
      }),
    );
  });

  it('are those of the lines that stand, where the last ones are replaced', () => {
    fc.assert(
      fc.property(story, story, fc.nat(40), (lines, others, at) => {
        const from = Math.min(at, lines.length);
        const replaced = growPeople(growPeople(nobody, lines), others, from);
        expect(replaced).toEqual(growPeople(nobody, [...lines.slice(0, from), ...others]));
      }),
    );
  });

  it('differ between people who came one after the other', () => {
    fc.assert(
      fc.property(story, (lines) => {
        const hues = [...growPeople(nobody, lines).hues.values()];
        for (let place = 0; place < hues.length; place += 1) {
          const near = hues.slice(place, place + 3);
          expect(new Set(near).size).toBe(near.length);
        }
      }),
    );
  });

  it('differ between the first ten people who are known, whoever was there before them without a name', () => {
    const lines = Array.from({ length: hueCount }, (_, place) => [visitor(`D${place}`), known(`U${place}`)]).flat();
    const { hues } = growPeople(nobody, lines);
    expect(new Set(Array.from({ length: hueCount }, (_, place) => hues.get(`U${place}`))).size).toBeGreaterThanOrEqual(hueCount - 1);
    expect(hues.get('U0')).not.toBe(hues.get('D0'));
  });

  it('are given by name to profiles whom no event introduced, and take nobody else’s', () => {
    const people = growPeople(nobody, [known('U1')]);
    const hues = huesOf(people, ['user_id=U1', 'mp-1']);
    expect(hues.get('U1')).toBe(people.hues.get('U1'));
    expect(hues.get('mp-1')).toBe(huesOf(nobody, ['mp-1']).get('mp-1'));
    expect(huesOf(people, ['U1'])).toBe(people.hues);
  });
});
