import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ViewProfile } from '../../messages/view.ts';
import { profileHeight } from '../profile-lines.ts';
import { useElementSize } from '../use-element-size.ts';
import { linesWithin, offsetsOf } from '../variable-window.ts';
import { words } from '../words/en.ts';
import { ProfileRow } from './profile-row.tsx';

/** Below this width a profile's columns stand below each other. */
const narrowPx = 600;

/** The part of a list that its scroller shows, in the list's own pixels. */
const useSight = (scroller: RefObject<HTMLElement | null>, list: RefObject<HTMLElement | null>) => {
  const [sight, setSight] = useState({ top: 0, bottom: 0 });
  const look = (): void => {
    const box = scroller.current;
    if (box === null || list.current === null) return;
    const top = Math.round(box.getBoundingClientRect().top - list.current.getBoundingClientRect().top);
    const bottom = top + box.clientHeight;
    setSight((before) => (before.top === top && before.bottom === bottom ? before : { top, bottom }));
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    box?.addEventListener('scroll', look, { passive: true });
    return () => box?.removeEventListener('scroll', look);
  }, [scroller]);
  // What stands above the list may have grown or gone.
  useLayoutEffect(look);
  return sight;
};

export type ProfilesTableProps = {
  readonly name: string;
  readonly profiles: readonly ViewProfile[];
  readonly scroller: RefObject<HTMLElement | null>;
};

/** Profiles as a table of which only the rows in sight are drawn, however many there are. */
export const ProfilesTable = ({ name, profiles, scroller }: ProfilesTableProps) => {
  const { columns } = words.profiles;
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLTableSectionElement>(null);
  const { top, bottom } = useSight(scroller, list);
  const { width } = useElementSize(scroller);
  const narrow = width > 0 && width < narrowPx;
  const offsets = useMemo(
    () => offsetsOf(profiles.map((profile) => profileHeight(profile, unfolded.has(profile.id), narrow))),
    [profiles, unfolded, narrow],
  );
  const { from, to } = linesWithin(offsets, top, bottom);
  const toggle = (id: string): void => {
    const next = new Set(unfolded);
    if (!next.delete(id)) next.add(id);
    setUnfolded(next);
  };
  return (
    <table class={`profiles ${narrow ? 'is-narrow' : ''}`} aria-label={name} aria-rowcount={profiles.length + 1}>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">{columns.profile}</th>
          <th scope="col">{columns.ids}</th>
          <th scope="col" class="number">
            {columns.events}
          </th>
          <th scope="col">{columns.first}</th>
          <th scope="col">{columns.merged}</th>
        </tr>
      </thead>
      <tbody ref={list} style={{ height: `${offsets.at(-1) ?? 0}px`, paddingTop: `${offsets[from] ?? 0}px` }}>
        {profiles.slice(from, to).map((profile, offset) => (
          <ProfileRow
            key={profile.id}
            profile={profile}
            unfolded={unfolded.has(profile.id)}
            toggle={() => toggle(profile.id)}
            place={from + offset}
          />
        ))}
      </tbody>
    </table>
  );
};
