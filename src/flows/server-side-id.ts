import type { LandedEvent } from '../core/landed.ts';
import { serverVendor } from '../core/server-id.ts';
import type { MomentOf } from '../core/story.ts';
import { counted, eventNameFirst, listed } from '../core/wording.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { freshVisitorTitle, numbered, type Steps, step } from './steps.ts';

/** An id that the site's servers keep in a cookie. */
type ServerId = { readonly id: string; readonly cookie: string; readonly device: string };

const isServerId = (m: FlowInput['analysis']['moments'][number]): m is MomentOf<'storage'> =>
  m.kind === 'storage' && m.vendor === serverVendor;

const serverIdsOf = ({ analysis }: FlowInput): readonly ServerId[] => {
  const ids = new Map<string, ServerId>();
  for (const m of analysis.moments) {
    if (!isServerId(m) || m.ids.anonymousId === null || m.ids.anonymousId === '') continue;
    if (!ids.has(m.ids.anonymousId)) ids.set(m.ids.anonymousId, { id: m.ids.anonymousId, cookie: m.project, device: m.device });
  }
  return [...ids.values()];
};

const freshStep = ({ analysis }: FlowInput, { device, cookie }: ServerId): FlowStep => {
  const name = 'fresh-visitor';
  const sdks = analysis.identities.filter((i) => i.device === device && i.vendor !== serverVendor);
  const stored = sdks.find((i) => i.storedBefore.anonymousId !== null || i.storedBefore.knownId !== null);
  if (sdks.length === 0 || stored !== undefined)
    return step(name, 'not-applicable', `What ${cookie} held may have been linked before: use a private window to be certain.`);
  return step(name, 'pass', 'Nothing about this visitor was stored before the recording.');
};

/** Whether an event came from elsewhere than the device that holds the cookie. */
const isServers = (event: LandedEvent, { device }: ServerId): boolean => event.device !== device || event.key.startsWith('line:');

const judgeId = (input: FlowInput, server: ServerId): Steps => {
  const { analysis, project } = input;
  const { id, cookie } = server;
  const carried = project.events.filter((e) => e.included && e.event.ids.anonymousId === id);
  const anonymous = carried.filter((e) => e.event.ids.knownId === null && e.profile !== null);
  const joining = carried.filter((e) => e.event.ids.knownId !== null && e.profile !== null);
  const joined = joining.find((e) => isServers(e, server)) ?? joining[0];
  const others = analysis.projects.filter((p) => p !== project && p.events.some((e) => e.event.ids.anonymousId === id));
  const elsewhere = carried.length === 0 && others.length > 0;
  const missing = (name: string, why: string): FlowStep =>
    elsewhere
      ? step(
          name,
          'not-applicable',
          `Events of ${listed(others.map((p) => `${p.vendor} ${p.project}`))} carry this id, those of this project none.`,
        )
      : step(name, 'waiting', why);
  const known = joined?.event.ids.knownId ?? null;
  const left = joined === undefined ? [] : anonymous.filter((e) => e.profile !== joined.profile);
  return [
    freshStep(input, server),
    step('cookie-named', 'pass', `The cookie ${cookie} holds ${id}.`),
    anonymous.length > 0
      ? step('anonymous-events-carry-it', 'pass', `${counted(anonymous.length, 'anonymous event')} carried ${id}.`, anonymous[0])
      : missing('anonymous-events-carry-it', `No anonymous event has carried ${id} yet: paste what the server sends.`),
    joined === undefined
      ? missing('server-event-joins', `No event has carried both ${id} and a user id yet: paste what the server sends after the log-in.`)
      : step(
          'server-event-joins',
          'pass',
          `${eventNameFirst(joined)}${isServers(joined, server) ? ' of the server' : ''} carried ${id} and ${known}.`,
          joined,
        ),
    joined === undefined
      ? missing('history-lands-on-user', 'The anonymous events are not linked to a user yet.')
      : anonymous.length === 0
        ? step('history-lands-on-user', 'not-applicable', 'There was no anonymous history.')
        : left.length === 0
          ? step(
              'history-lands-on-user',
              'pass',
              `${counted(anonymous.length, 'anonymous event')} ${anonymous.length === 1 ? 'lands' : 'land'} on ${known}.`,
              anonymous[0],
            )
          : step(
              'history-lands-on-user',
              'fail',
              `${left.length} of ${anonymous.length} anonymous events stay on ${left[0]?.landsOn ?? 'nobody'} instead of ${known}.`,
              left[0],
            ),
  ];
};

/** The site's servers keep the anonymous id in a cookie of their own and send the events themselves. */
export const serverSideId: Flow = {
  id: 'server-side-id',
  title: 'The server keeps the anonymous id',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    freshVisitorTitle,
    { step: 'cookie-named', title: 'The cookie with the id is named' },
    { step: 'anonymous-events-carry-it', title: 'Anonymous events carry it' },
    { step: 'server-event-joins', title: 'An event of the server joins both ids' },
    { step: 'history-lands-on-user', title: 'Earlier events land on the user' },
  ],
  judge: (input) =>
    numbered(
      serverIdsOf(input).map((server) => judgeId(input, server)),
      ['anonymous-events-carry-it'],
    ),
};
