import type { ViewProject } from '../messages/view.ts';

/** Number of distinct colours in styles/tokens.css; further people share them, told apart by label. */
export const hueCount = 10;

const vendorPrefix = /^(\$device:|user_id=|anonymous_id=|device_id=)/;

/** The bare id behind a vendor's notation, so that one person has one colour in all vendors. */
export const personOf = (label: string): string => label.replace(vendorPrefix, '');

/** Colours of everybody in `projects`: those who have one keep it, known people come before anonymous ones. */
export const assignHues = (before: ReadonlyMap<string, number>, projects: readonly ViewProject[]): ReadonlyMap<string, number> => {
  const hues = new Map(before);
  for (const known of [true, false]) {
    for (const project of projects) {
      for (const profile of project.profiles) {
        const person = personOf(profile.label);
        if (profile.known === known && !hues.has(person)) hues.set(person, hues.size);
      }
    }
  }
  return hues.size === before.size ? before : hues;
};

/** CSS class of a person's colour; people nobody has announced get a neutral one. */
export const hueClass = (hues: ReadonlyMap<string, number>, label: string | null): string => {
  const hue = label === null ? undefined : hues.get(personOf(label));
  return hue === undefined ? 'hue-none' : `hue-${hue % hueCount}`;
};
