import type { ViewProfile } from '../messages/view.ts';
import { pagePath } from './format.ts';

/** Ids and merging events shown of a profile before the rest is folded away. */
export const shownUnfolded = 8;

/** Height of one line of text in a profile's row, and what is left free around them; styles/profiles.css says the same. */
export const linePx = 17;
const paddingPx = 11;
const narrowHeadPx = 24;

const listLines = (items: number, unfolded: boolean): number =>
  items <= shownUnfolded ? Math.max(1, items) : (unfolded ? items : shownUnfolded) + 1;

/** The page of a first touch, unless its event is named after it. */
export const touchPage = ({ name, url }: NonNullable<ViewProfile['firstTouch']>): string | null => {
  const path = url === undefined ? null : pagePath(url);
  return path === name ? null : path;
};

export const touchLines = (touch: ViewProfile['firstTouch']): number =>
  touch === null
    ? 1
    : 1 +
      (touchPage(touch) === null ? 0 : 1) +
      (touch.referrer === undefined || touch.referrer === '' ? 0 : 1) +
      (Object.keys(touch.utm ?? {}).length === 0 ? 0 : 1);

/** Pixels that a profile's row takes; nothing in it wraps, so that rows out of sight need not be drawn to be measured. */
export const profileHeight = (profile: ViewProfile, unfolded: boolean, narrow: boolean): number => {
  const ids = listLines(profile.ids.length, unfolded) + profile.nearLimits.length;
  const touch = touchLines(profile.firstTouch);
  const merges = listLines(profile.mergedBy.length, unfolded);
  return narrow ? narrowHeadPx + (Math.max(ids, touch) + merges) * linePx + paddingPx : Math.max(ids, touch, merges) * linePx + paddingPx;
};
