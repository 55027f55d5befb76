import type { View, ViewProject } from '../../src/messages/view.ts';
import type { Scene } from './fake-source.ts';
import { detailOf } from './row-detail.ts';
import { emptyView, identityOf, mixpanel, type SceneBuilder, sceneBuilder, segment } from './scene-builder.ts';

const shown = (story: SceneBuilder, projects: readonly ViewProject[]): Scene => {
  const view: View = {
    ...emptyView,
    rows: story.rows,
    documents: story.documents,
    projects,
    identities: [identityOf(mixpanel, 'D1', null)],
    status: { ...emptyView.status, state: 'recording', observations: story.rows.length },
  };
  return { view, connection: 'open', detail: detailOf(view) };
};

const deviceId = (number: number): string =>
  `19a4${(number * 7919).toString(16).padStart(4, '0')}-70c4-4d1e-9b2a-5f60c1d2${String(number).padStart(4, '0')}`;

/** One visitor, nobody knows who. */
const clusterOne = (): Scene => {
  const story = sceneBuilder();
  story.page('/');
  story.send('track', 'Page View', { anonymousId: deviceId(1), by: mixpanel });
  return shown(story, [story.project(mixpanel)]);
};

/** Sixty ids: people with one, two and five devices, visitors who stay anonymous, another vendor. */
const clusterSixty = (): Scene => {
  const story = sceneBuilder();
  for (let number = 0; number < 46; number++) {
    if (number % 8 === 0) story.page(`/landing/${number}?utm_source=newsletter`);
    const id = deviceId(number);
    story.send('track', 'Page View', { anonymousId: id, by: mixpanel });
    if (number < 5) story.identify({ anonymousId: id, knownId: 'anna@shop.example', by: mixpanel });
    else if (number < 11) story.identify({ anonymousId: id, knownId: `u-${2000 + (number >> 1)}`, by: mixpanel });
    else if (number % 3 === 0) story.identify({ anonymousId: id, knownId: `u-${3000 + number}`, by: mixpanel });
    if (number < 3) story.identify({ anonymousId: id.toUpperCase(), knownId: `u-${2000 + number}`, by: segment });
  }
  const [first] = [story.project(mixpanel)];
  return shown(story, [{ ...first, signUps: { called: 18, delivered: 16, hadHistory: 16, withHistory: 15 } }, story.project(segment)]);
};

/** A person with 117 devices, as a test account on a device farm comes to have. */
const foldedIds = (): Scene => {
  const story = sceneBuilder();
  story.page('/');
  for (let number = 0; number < 117; number++) {
    story.send('track', 'Page View', { anonymousId: deviceId(number), by: mixpanel });
    story.identify({ anonymousId: deviceId(number), knownId: 'qa-account', by: mixpanel });
  }
  story.send('track', 'Page View', { anonymousId: deviceId(900), by: mixpanel });
  return shown(story, [story.project(mixpanel)]);
};

/** A shared device without a reset: its later users are refused, and an id of nobody's is asked for. */
const refusedLinks = (later: readonly string[]) => (): Scene => {
  const story = sceneBuilder();
  story.page('/');
  story.send('track', 'Page View', { anonymousId: deviceId(1), by: mixpanel });
  story.identify({ anonymousId: deviceId(1), knownId: 'anna@shop.example', by: mixpanel });
  const refusal = { merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready' } as const;
  const rows = later.map((knownId) => ({
    knownId,
    row: story.sendAs('identify', knownId, { anonymousId: deviceId(1), knownId, by: mixpanel }, refusal),
  }));
  story.send('track', 'Page View', { anonymousId: deviceId(2), by: mixpanel });
  const stray = story.send('alias', 'guest-17', { anonymousId: deviceId(2), by: mixpanel }, { merge: 'refused', reason: 'too-many-ids' });
  const project = story.project(mixpanel);
  const refusals = [
    ...rows.map(({ knownId, row }, place) => ({
      event: row.event?.index ?? 0,
      key: row.key,
      times: place + 1,
      ids: [knownId, `$device:${deviceId(1)}`],
      reason: refusal.reason,
    })),
    { event: stray.event?.index ?? 0, key: stray.key, times: 1, ids: ['guest-17', `$device:${deviceId(2)}`], reason: 'too-many-ids' },
  ];
  return shown(story, [{ ...project, refusals, signUps: { called: 3, delivered: 3, hadHistory: 1, withHistory: 1 } }]);
};

/** 20,000 visitors. */
const crowd = (): Scene => {
  const story = sceneBuilder();
  story.page('/');
  story.send('track', 'Page View', { anonymousId: deviceId(1), by: mixpanel });
  story.identify({ anonymousId: deviceId(1), knownId: 'u-1', by: mixpanel });
  const project = story.project(mixpanel);
  const [model] = project.profiles;
  const profiles = Array.from({ length: 20_000 }, (_, place) => ({
    ...(model as NonNullable<typeof model>),
    id: `p${place + 1}`,
    label: place % 3 === 0 ? `u-${place}` : `$device:${deviceId(place)}`,
    known: place % 3 === 0,
    ids: place % 3 === 0 ? [`$device:${deviceId(place)}`, `u-${place}`] : [`$device:${deviceId(place)}`],
    mergedBy: [],
  }));
  return shown(story, [{ ...project, profiles, events: 100_000 }]);
};

/** Scenes of the cluster picture. */
export const clusterScenes: Readonly<Record<string, () => Scene>> = {
  'cluster-1': clusterOne,
  'cluster-60': clusterSixty,
  'cluster-folded': foldedIds,
  'cluster-refused': refusedLinks(['u-2048', 'u-3000']),
  /** So many that some links lead around others. */
  'cluster-around': refusedLinks(['u-2048', 'u-3000', 'u-3001', 'u-3002', 'u-3003', 'u-3004', 'u-3005']),
  crowd,
};
