import { member } from '../core/json.ts';
import type { LandedEvent } from '../core/landed.ts';
import { spelling } from '../core/placeholder.ts';
import { sdkName } from '../core/wording.ts';
import { given, whenOf } from './evidence.ts';
import { propertiesOf } from './given-properties.ts';
import { resetSparingly } from './reset-sparingly.ts';
import type { RawFinding, Rule } from './rule.ts';

/** The id that an event surely knows a user by. A bare `distinct_id` is none: code of one's own may mean a visitor. */
const surelyKnown = ({ event }: LandedEvent): string => {
  const { claims } = event;
  if (claims.shape === 'mixpanel') return claims.userId ?? claims.identifiedId ?? '';
  if (claims.shape !== 'posthog') return '';
  const says = event.name === '$identify' || member(propertiesOf(event), '$is_identified') === true;
  return says ? (claims.distinctId ?? '') : '';
};

const anonymousSide = ({ event: { claims } }: LandedEvent): string =>
  claims.shape === 'mixpanel' ? (claims.anonId ?? '') : claims.shape === 'posthog' ? (claims.anonDistinctId ?? '') : '';

/** W45. */
export const anonymousSideIsKnown: Rule = {
  id: 'anonymous-side-is-known',
  number: 'W45',
  severity: 'error',
  vendors: ['mixpanel', 'posthog'],
  models: 'all',
  title: 'identify links a user as if they were a visitor',
  cite: 'https://posthog.com/docs/product-analytics/identify',
  settings: [],
  explainedBy: [
    'user-switched-without-reset',
    'logout-without-reset',
    'placeholder-id',
    'id-shape-changed',
    'impersonation',
    'visitor-identified-too-early',
    'bare-anonymous-distinct-id',
    'alias-misuse',
    'empty-identify',
  ],
  check: ({ analysis, project }) => {
    const firstOf = new Map<string, LandedEvent>();
    const findings = project.events.flatMap((event): readonly RawFinding[] => {
      const known = surelyKnown(event);
      // Where the vendor ignores the link, or the two are one person already, nothing comes of it.
      const asks = event.event.name === '$identify' && (event.merge === 'merged' || event.merge === 'refused');
      const side = asks ? anonymousSide(event) : '';
      const before = firstOf.get(side);
      if (known !== '' && event.included && !event.predicted && !firstOf.has(known)) firstOf.set(known, event);
      if (event.predicted || !event.included || side === '' || known === '' || before === undefined || spelling(side) === spelling(known))
        return [];
      return [
        {
          severity: 'error',
          document: event.document,
          evidence: [
            { event: before.index, project: project.project },
            { event: event.index, project: project.project },
          ],
          wrong: [],
          about: { ids: given(side, known), device: event.device, from: Math.min(whenOf(event), whenOf(before)), to: analysis.until },
          what: `Event ${event.index} ($identify) links ${known} with ${side} as the visitor, but ${side} is a user: event ${before.index} (${before.event.name}) says so.`,
          consequence:
            event.merge === 'merged'
              ? `${side} and ${known} are one person now, with all that either of them did, and cannot be taken apart again.`
              : `The vendor keeps the two apart or ignores it, and what the visitor did is not linked to ${known}.`,
          fix: `As the anonymous side send only an id that was made for the visitor. In the browser leave it to ${sdkName(project.vendor)}, and reset before another user is identified; on a server pass the id from the visitor's cookie.${resetSparingly(project.model)}`,
        },
      ];
    });
    return { findings, unchecked: [] };
  },
};
