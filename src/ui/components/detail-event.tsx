import type { RowDetail } from '../../messages/view.ts';
import { clockTime } from '../format.ts';
import { profileAtEvent } from '../landed-at.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Cite } from './cite.tsx';
import { DeliveryMark } from './delivery-mark.tsx';
import { DetailSection } from './detail-section.tsx';
import { JsonTree } from './json-tree.tsx';
import { JumpButton } from './jump-button.tsx';
import { Person } from './person.tsx';

type DetailedEvent = RowDetail['events'][number];

const Fate = ({ event }: { readonly event: DetailedEvent }) => {
  const projects = useStore().projects.value;
  const moved = event.landedOn !== null && event.landedOn !== event.landsOn;
  return (
    <dl class="fate">
      {moved && event.landedOn !== null && (
        <div>
          <dt>{words.detail.first}</dt>
          <dd>
            <Person label={event.landedOn} known={profileAtEvent(projects, event.ref, event.landedOn)?.known ?? false} past />
          </dd>
        </div>
      )}
      {event.landsOn !== null && (
        <div>
          <dt>{words.detail.now}</dt>
          <dd>
            <Person label={event.landsOn} known={profileAtEvent(projects, event.ref, event.landsOn)?.known ?? false} />
          </dd>
        </div>
      )}
      <div>
        <dt>{words.timeline.columns.delivery}</dt>
        <dd>
          <DeliveryMark delivery={event.delivery} />
        </dd>
      </div>
      {event.reason !== null && (
        <div>
          <dt>{words.detail.reason}</dt>
          <dd class="mono">{event.reason}</dd>
        </div>
      )}
    </dl>
  );
};

const Requests = ({ requests }: { readonly requests: DetailedEvent['requests'] }) => {
  if (requests.length === 0) return null;
  return (
    <DetailSection title={words.detail.requests}>
      <ul class="requests">
        {requests.map((request) => (
          <li key={`${request.at} ${request.url}`}>
            <span class="mono muted">{clockTime(request.at)}</span> <span>{request.transport}</span>{' '}
            <strong>{request.status ?? request.outcome}</strong> <span class="mono url">{request.url}</span>
          </li>
        ))}
      </ul>
    </DetailSection>
  );
};

/** One event of a row: the sentence, then what it rests on. */
export const DetailEvent = ({ event }: { readonly event: DetailedEvent }) => (
  <article class="detail-event" data-event={event.ref.index}>
    <p class="sentence">{event.sentence}</p>
    {event.becauseKey !== null && <JumpButton to={event.becauseKey}>{words.detail.explain}</JumpButton>}
    <Fate event={event} />
    <DetailSection title={words.detail.ground}>
      <p>
        {event.ground.rule} <Cite cite={event.ground.cite} />
      </p>
      {event.assumptions.length > 0 && (
        <p class="assumed">
          {words.detail.assumptions}: <span class="mono">{event.assumptions.join(', ')}</span>
        </p>
      )}
    </DetailSection>
    <Requests requests={event.requests} />
    <DetailSection title={words.detail.payload}>
      {event.payload === null ? <p class="muted">{words.detail.noPayload}</p> : <JsonTree value={event.payload} />}
    </DetailSection>
  </article>
);
