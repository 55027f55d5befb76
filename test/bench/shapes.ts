import type { AnalyticsEvent, Claims, MixpanelClaims } from '../../src/core/event.ts';
import type { MergeModel } from '../../src/core/model.ts';
import { deviceId, userId, type Visit } from './visits.ts';

type Shaped = { readonly name: string; readonly claims: Claims };
type Shape = (visit: Visit, device: string, user: string | null) => Shaped;

const mixpanel = (claims: Partial<MixpanelClaims>): MixpanelClaims => ({
  shape: 'mixpanel',
  userId: null,
  deviceId: null,
  distinctId: null,
  identifiedId: null,
  anonId: null,
  alias: null,
  mergeIds: null,
  ...claims,
});

const simplified: Shape = (_, device, user) => ({ name: 'View', claims: mixpanel({ deviceId: device, userId: user }) });

const original: Shape = ({ kind }, device, user) =>
  kind === 'link'
    ? { name: '$identify', claims: mixpanel({ distinctId: user, identifiedId: user, anonId: device }) }
    : { name: 'View', claims: mixpanel({ distinctId: user ?? device }) };

const legacy: Shape = ({ kind }, device, user) =>
  kind === 'link'
    ? { name: '$create_alias', claims: mixpanel({ distinctId: device, alias: user }) }
    : { name: 'View', claims: mixpanel({ distinctId: user ?? device }) };

/** What a vendor's events carry, by the shape of their payloads. */
const byShape: Readonly<Record<Claims['shape'], Shape>> = {
  mixpanel: simplified,
  segment: ({ kind }, device, user) => {
    const type = kind === 'link' ? 'identify' : 'track';
    return {
      name: type,
      claims: { shape: 'segment', type, anonymousId: device, userId: user, previousId: null, email: null, externalIds: [] },
    };
  },
  posthog: ({ kind }, device, user) => ({
    name: kind === 'link' ? '$identify' : 'View',
    claims: {
      shape: 'posthog',
      distinctId: user ?? device,
      deviceId: device,
      anonDistinctId: kind === 'link' ? device : null,
      alias: null,
      processPersonProfile: null,
    },
  }),
  amplitude: (_, device, user) => ({ name: 'View', claims: { shape: 'amplitude', userId: user, deviceId: device, minIdLength: null } }),
  mparticle: (_, device, user) => ({
    name: 'login',
    claims: {
      shape: 'mparticle',
      request: user === null ? 'identify' : 'login',
      knownIdentities: [
        { type: 'device_application_stamp', value: device },
        ...(user === null ? [] : [{ type: 'customerid', value: user }]),
      ],
      mpid: null,
    },
  }),
  cookie: (_, device, user) => ({
    name: 'View',
    claims: { shape: 'cookie', cookieId: device, userId: user, networkId: null, sessionId: null },
  }),
  named: ({ kind }, device, user) => ({
    name: 'View',
    claims:
      kind === 'link' && user !== null
        ? { shape: 'named', identity: null, anonymousId: null, alias: [device, user] }
        : { shape: 'named', identity: user, anonymousId: device, alias: null },
  }),
};

const byModel: Readonly<Record<string, Shape>> = { 'mixpanel-original': original, 'mixpanel-legacy': legacy };

/** Makes parsed events for a model, every id a string of its own. */
export const eventsFor = (model: MergeModel): ((visit: Visit) => AnalyticsEvent) => {
  const shape = byModel[model.id] ?? byShape[model.shape];
  return (visit) => {
    const device = deviceId(visit.device);
    const user = visit.kind === 'anonymous' ? null : userId(visit.device);
    const { name, claims } = shape(visit, device, user);
    return {
      vendor: model.vendor,
      project: 'bench',
      id: null,
      name,
      at: visit.at,
      ids: { anonymousId: device, knownId: user },
      claims,
      touch: null,
      payload: null,
    };
  };
};
