import type { ViewProfile } from '../../messages/view.ts';
import { foldAbove, keptOfFold } from './graph.ts';

/** What one page of the picture holds at most, so that it stays small to draw and easy to read. */
const maxProfiles = 40;
const maxNodes = 110;

/** Nodes that a profile comes to at least. */
const nodesOf = ({ ids }: ViewProfile): number => (ids.length > 2 * foldAbove ? keptOfFold + 1 : ids.length);

/** Profiles page by page; `from` counts from 0. A profile is never torn apart. */
export const pagesOf = (profiles: readonly ViewProfile[]): readonly { readonly from: number; readonly to: number }[] => {
  const pages: { from: number; to: number }[] = [];
  let from = 0;
  let nodes = 0;
  for (const [place, profile] of profiles.entries()) {
    const more = nodesOf(profile);
    if (place > from && (place - from >= maxProfiles || nodes + more > maxNodes)) {
      pages.push({ from, to: place });
      from = place;
      nodes = 0;
    }
    nodes += more;
  }
  if (from < profiles.length) pages.push({ from, to: profiles.length });
  return pages;
};
