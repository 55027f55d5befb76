import type { ViewProfile } from '../messages/view.ts';
import type { Query } from './filter.ts';

// Profiles are immutable: what is searched in one is made once, and dropped with it.
const texts = new WeakMap<ViewProfile, string>();

const textOf = (profile: ViewProfile): string => {
  const made = texts.get(profile);
  if (made !== undefined) return made;
  const { label, ids, firstTouch } = profile;
  const touch = firstTouch === null ? [] : [firstTouch.name, firstTouch.url, firstTouch.referrer, ...Object.values(firstTouch.utm ?? {})];
  const text = [label, ...ids, ...touch].join('\n').toLowerCase();
  texts.set(profile, text);
  return text;
};

/** The profiles that a query finds by label, ids and first touch; the same list when it asks for nothing. */
export const profilesFound = (profiles: readonly ViewProfile[], { wanted, unwanted }: Query): readonly ViewProfile[] => {
  if (wanted.length === 0 && unwanted.length === 0) return profiles;
  return profiles.filter((profile) => {
    const text = textOf(profile);
    return wanted.every((word) => text.includes(word)) && !unwanted.some((word) => text.includes(word));
  });
};
