import type { LandedEvent } from '../core/landed.ts';
import { counted, sdkName } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';

type Range = { readonly min: number; readonly max: number; readonly cite: string; readonly effect: string };

/** Lengths in characters, both ends allowed. */
const ranges: Readonly<Record<string, Range>> = {
  amplitude: {
    min: 5,
    max: Number.POSITIVE_INFINITY,
    cite: 'https://amplitude.com/docs/apis/analytics/http-v2',
    effect: 'Amplitude removes ids that are too short; an event without any usable id is rejected with status 400.',
  },
  ga4: {
    min: 1,
    max: 255,
    cite: 'https://developers.google.com/analytics/devguides/collection/ga4/user-id',
    effect: 'Google Analytics takes user ids of fewer than 256 characters only.',
  },
  heap: {
    min: 1,
    max: 254,
    cite: 'https://developers.heap.io/reference/identify',
    effect: 'Heap takes identities of fewer than 255 characters only.',
  },
  kissmetrics: {
    min: 1,
    max: 255,
    cite: 'https://support.kissmetrics.io/docs/identities',
    effect: 'Kissmetrics takes identities of up to 255 characters only.',
  },
};

/** A request may name its own minimum, which an SDK is configured with. */
const minimumOf = ({ event }: LandedEvent, min: number): number =>
  event.claims.shape === 'amplitude' && event.claims.minIdLength !== null ? event.claims.minIdLength : min;

/** W22. */
export const idLengthOutOfRange: Rule = {
  id: 'id-length-out-of-range',
  number: 'W22',
  severity: 'error',
  vendors: ['amplitude', 'ga4', 'heap', 'kissmetrics'],
  models: 'all',
  title: 'An id is shorter or longer than the vendor takes',
  cite: 'https://amplitude.com/docs/apis/analytics/http-v2',
  settings: [
    {
      name: 'amplitude-shortest-id',
      title: 'How many characters an id of Amplitude has at least',
      default: '5',
      values: [],
      pattern: '\\d{1,3}',
      cite: 'https://amplitude.com/docs/apis/analytics/http-v2',
      assumption: false,
    },
  ],
  explainedBy: ['placeholder-id', 'empty-identify'],
  check: ({ project, settings }) => {
    const range = ranges[project.vendor];
    if (range === undefined) return { findings: [], unchecked: [] };
    const least = project.vendor === 'amplitude' ? Number(settings['amplitude-shortest-id'] ?? range.min) : range.min;
    const carried = new Map<string, LandedEvent[]>();
    let unseen = false;
    for (const event of project.events) {
      for (const id of [event.event.ids.knownId, event.event.ids.anonymousId]) {
        // An empty id is a matter of its own.
        if (id === null || id === '' || (id.length >= minimumOf(event, least) && id.length <= range.max)) continue;
        // The minimum of a request stands in the request: what is only expected to be sent does not show it.
        if (event.predicted && id.length < least) unseen = true;
        else {
          const list = carried.get(id);
          if (list === undefined) carried.set(id, [event]);
          else list.push(event);
        }
      }
    }
    const findings = [...carried].flatMap(([id, events]): readonly RawFinding[] => {
      const [first] = events;
      if (first === undefined) return [];
      const short = id.length < least;
      return [
        {
          severity: 'error',
          document: first.document,
          evidence: events.slice(0, 5).map((e) => ({ event: e.index, project: project.project })),
          wrong: events.filter((e) => e.included).map((e) => e.index),
          about: { ids: [id], device: null, from: first.called.at, to: Number.POSITIVE_INFINITY },
          what: `The id ${short ? id : `${id.slice(0, 20)}…`} has ${counted(id.length, 'character')}, ${short ? `fewer than ${least}` : `more than ${range.max}`}; ${counted(events.length, 'event')} carried it.`,
          consequence: `${range.effect} These events do not reach this user (${range.cite}).`,
          fix: short
            ? `Put something in front of short ids, always the same: ${sdkName(project.vendor)}.setUserId('user-' + user.id); or set minIdLength in the SDK's configuration.`
            : 'Use a shorter id, such as that of your database.',
        },
      ];
    });
    return { findings, unchecked: unseen ? ['Short ids were seen in calls only: whether the requests allow them is not known.'] : [] };
  },
};
