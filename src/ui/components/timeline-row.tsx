import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { ViewProfile, ViewRow } from '../../messages/view.ts';
import { clockTime, pagePath, shortId } from '../format.ts';
import { personOf } from '../palette.ts';
import { isReset } from '../rail.ts';
import { words } from '../words/en.ts';
import { DeliveryMark } from './delivery-mark.tsx';
import { Icon } from './icon.tsx';
import { Person } from './person.tsx';

export type TimelineRowProps = {
  readonly row: ViewRow;
  readonly profile: ViewProfile | null;
  readonly vendorTitle: string | null;
  /** Another tab or device than the panel's; null for its own. */
  readonly elsewhere: string | null;
  readonly selected: boolean;
  readonly position: number;
  readonly rail: ComponentChildren;
  readonly railTitle: string;
  /** Whose lane it is, where the lane begins or is merged. */
  readonly railLabel: { readonly text: string; readonly hue: string } | null;
};

/** By place, not by key: an element's id may hold no space. */
export const rowElementId = (place: number): string => `row-at-${place}`;

const Ids = ({ ids }: { readonly ids: ViewRow['ids'] }) => {
  const { anonymousId, knownId } = ids ?? { anonymousId: null, knownId: null };
  return (
    <>
      {anonymousId !== null && <span title={anonymousId}>{shortId(anonymousId)}</span>}
      {anonymousId !== null && knownId !== null && <span class="muted"> · </span>}
      {knownId !== null && <strong title={knownId}>{shortId(knownId)}</strong>}
    </>
  );
};

const mergeMark = (row: ViewRow): ComponentChildren => {
  switch (row.merge) {
    case 'merged':
      return <span class="mark-word is-merged">{words.timeline.merged}</span>;
    case 'refused':
      return (
        <span class="mark-word is-refused" title={row.reason ?? ''}>
          {words.timeline.refused}
        </span>
      );
    case 'ignored':
      return (
        <span class="mark-word is-ignored" title={row.reason ?? ''}>
          {words.timeline.ignored}
        </span>
      );
    case 'none':
      return null;
  }
};

const titleOf = (row: ViewRow): string => {
  return row.kind === 'signal' ? (words.timeline.signal[row.title] ?? row.title) : row.title;
};

const infoOf = (row: ViewRow): string => (row.kind === 'document' ? pagePath(row.detail) : row.detail);

type WhatProps = Pick<TimelineRowProps, 'row' | 'vendorTitle' | 'elsewhere'> & { readonly alone: boolean };

const What = ({ row, vendorTitle, elsewhere, alone }: WhatProps) => (
  <td class={`cell what ${alone ? 'is-alone' : ''}`} colSpan={alone ? 4 : 1} title={`${row.title} ${row.detail}`.trim()}>
    {row.kind === 'document' && <Icon name="page" />}
    <span class="title">{titleOf(row)}</span>
    {row.detail !== '' && row.detail !== row.title && <span class="info">{infoOf(row)}</span>}
    {isReset(row) && <span class="info">{words.timeline.newVisitor}</span>}
    {row.queued && (
      <span class="mark-word is-aside" title={words.timeline.queuedHelp}>
        {words.timeline.queued}
      </span>
    )}
    {row.predicted && row.slot !== null && row.delivery !== 'called' && (
      <span class="mark-word is-aside" title={words.timeline.predictedHelp}>
        {words.timeline.predicted}
      </span>
    )}
    {mergeMark(row)}
    {alone && row.kind === 'call' && row.ids !== null && (
      <span class="own-ids mono">
        <Ids ids={row.ids} />
      </span>
    )}
    {elsewhere !== null && <span class="where">{elsewhere}</span>}
    {vendorTitle !== null && <span class="vendor">{vendorTitle}</span>}
  </td>
);

/** How often the row came to land on somebody else while it was drawn: so that each merge is seen to move it. */
const useMoves = (key: string, label: string | null): number => {
  const last = useRef({ key, label, moves: 0 });
  const { current } = last;
  if (current.key !== key) last.current = { key, label, moves: 0 };
  else if (current.label !== label) last.current = { key, label, moves: current.moves + (current.label === null ? 0 : 1) };
  return last.current.moves;
};

/** An animation begins anew when it has another name. */
const movedClass = (moves: number): string => {
  if (moves === 0) return '';
  return moves % 2 === 1 ? 'is-moved' : 'is-moved is-again';
};

const Lands = ({ row, profile }: { readonly row: ViewRow; readonly profile: ViewProfile | null }) => (
  <td class={`cell lands ${movedClass(useMoves(row.key, profile?.label ?? null))}`}>
    {row.landedOn !== null && profile !== null && row.landedOn !== profile.label && (
      <>
        <s class="first" title={words.timeline.first(row.landedOn)} data-landed-on={row.landedOn}>
          {shortId(personOf(row.landedOn))}
        </s>
        <span class="arrow" title={words.timeline.first(row.landedOn)} aria-hidden="true">
          →
        </span>
      </>
    )}
    {profile !== null && <Person label={profile.label} known={profile.known} landsOn />}
    {profile === null && row.event !== null && row.merge !== 'ignored' && <span class="muted">{words.timeline.noProfile}</span>}
  </td>
);

const shapeOf = (row: ViewRow): string => {
  if (isReset(row)) return 'is-reset';
  return row.kind === 'signal' ? `is-signal is-${row.title}` : `is-${row.kind}`;
};

/** A row that sends nothing has the whole width for what it says. */
const standsAlone = (row: ViewRow): boolean => row.event === null && row.delivery === null;

/** One line of the timeline. */
export const TimelineRow = ({ row, profile, vendorTitle, elsewhere, selected, position, rail, railTitle, railLabel }: TimelineRowProps) => (
  <tr
    id={rowElementId(position)}
    class={`row ${shapeOf(row)}`}
    aria-rowindex={position + 2}
    aria-selected={selected}
    data-row={row.key}
    data-title={row.title}
  >
    <td class="cell rail-cell" title={railTitle === '' ? undefined : railTitle}>
      {rail}
      {railLabel !== null && (
        <span class={`rail-label ${railLabel.hue}`} aria-hidden="true">
          {railLabel.text}
        </span>
      )}
    </td>
    <td class="cell time mono">
      <time>{clockTime(row.at)}</time>
    </td>
    <What row={row} vendorTitle={vendorTitle} elsewhere={elsewhere} alone={standsAlone(row)} />
    {!standsAlone(row) && (
      <>
        <td class="cell ids mono">
          <Ids ids={row.ids} />
        </td>
        <td class="cell delivery-cell">{row.delivery !== null && <DeliveryMark delivery={row.delivery} />}</td>
        <Lands row={row} profile={profile} />
      </>
    )}
  </tr>
);
