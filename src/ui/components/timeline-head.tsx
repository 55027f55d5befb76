import type { ComponentChildren } from 'preact';
import type { View, ViewRow } from '../../messages/view.ts';
import { hostOf, pagePath } from '../format.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

/** Names of the timeline's columns. */
export const TimelineColumns = () => {
  const { rail, time, what, ids, delivery, lands } = words.timeline.columns;
  return (
    <tr class="row columns" aria-rowindex={1}>
      <th scope="col" class="cell rail-cell">
        <span class="visually-hidden">{rail}</span>
      </th>
      <th scope="col" class="cell time">
        {time}
      </th>
      <th scope="col" class="cell what">
        {what}
      </th>
      <th scope="col" class="cell ids">
        {ids}
      </th>
      <th scope="col" class="cell delivery-cell">
        <span class="word">{delivery}</span>
      </th>
      <th scope="col" class="cell lands">
        {lands}
      </th>
    </tr>
  );
};

export type TimelineHeadingProps = {
  readonly view: View;
  readonly row: ViewRow;
  readonly position: number;
  readonly rail: ComponentChildren;
};

/** Says which document the rows below belong to, where the story returns to it. */
export const TimelineHeading = ({ view, row, position, rail }: TimelineHeadingProps) => {
  const url = view.documents.find((document) => document.id === row.document)?.url ?? '';
  return (
    <tr class="row is-heading" aria-rowindex={position + 2}>
      <td class="cell rail-cell">{rail}</td>
      <td class="cell heading" title={url}>
        <Icon name={url === '' ? 'server' : 'page'} />
        <span class="title">{url === '' ? words.timeline.beside : pagePath(url)}</span>
        {url !== '' && <span class="info">{hostOf(url)}</span>}
        <span class="info">{words.timeline.continued}</span>
      </td>
    </tr>
  );
};
