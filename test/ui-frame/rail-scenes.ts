import type { View } from '../../src/messages/view.ts';
import type { Scene } from './fake-source.ts';
import { detailOf } from './row-detail.ts';
import { emptyView, identityOf, mixpanel, type SceneBuilder, sceneBuilder } from './scene-builder.ts';

const onDevice = (story: SceneBuilder, device: number): void => {
  const last = story.rows.at(-1);
  if (last !== undefined) story.rows[story.rows.length - 1] = { ...last, device: `device-${device}` };
};

/** Sixty devices at work at once: some merge, two of a person each, some are refused, some are reset. */
const railSixty = (): Scene => {
  const story = sceneBuilder();
  story.page('/');
  for (let round = 0; round < 6; round++) {
    for (let place = 0; place < 60; place++) {
      // Few at a time, as people come and go, and all of them in the end.
      const device = (place * 7 + round * 3) % 60;
      const anonymousId = `18f3${String(device).padStart(4, '0')}-70c4-4d1e-9b2a-5f60c1d29c${String(device).padStart(2, '0')}`;
      const person = `u-${2000 + (device >> 1)}`;
      if (round === 2 && device % 3 === 0) story.identify({ anonymousId, knownId: person, by: mixpanel });
      else if (round === 4 && device % 11 === 0)
        story.sendAs(
          'identify',
          `u-${4000 + device}`,
          { anonymousId, knownId: `u-${4000 + device}`, by: mixpanel },
          { merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready' },
        );
      else if (round === 3 && device % 5 === 0) story.reset(mixpanel, `next-${device}`);
      else story.send('track', 'Page View', { anonymousId, by: mixpanel });
      onDevice(story, device);
    }
  }
  const view: View = {
    ...emptyView,
    rows: story.rows,
    documents: story.documents,
    devices: Array.from({ length: 60 }, (_, device) => ({ id: `device-${device}`, label: `Device ${device}` })),
    projects: [story.project(mixpanel)],
    identities: [identityOf(mixpanel, '18f30001', null)],
    status: { ...emptyView.status, state: 'recording', observations: story.rows.length },
  };
  return { view, connection: 'open', detail: detailOf(view) };
};

/** Two devices become one person: both lanes live on, joined where the second merged. */
const railJoin = (): Scene => {
  const story = sceneBuilder();
  story.page('/');
  for (let round = 0; round < 3; round++) {
    for (const device of [1, 2]) {
      const anonymousId = `18f3000${device}-70c4-4d1e-9b2a-5f60c1d29c0${device}`;
      story.send('track', 'Page View', { anonymousId, by: mixpanel });
      onDevice(story, device);
      if (round === device - 1) {
        story.identify({ anonymousId, knownId: 'anna@shop.example', by: mixpanel });
        onDevice(story, device);
      }
    }
  }
  story.sendAs(
    'identify',
    'u-2048',
    { anonymousId: '18f30001-70c4-4d1e-9b2a-5f60c1d29c01', knownId: 'u-2048', by: mixpanel },
    { merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready' },
  );
  onDevice(story, 1);
  story.send('track', 'Page View', { anonymousId: '18f30002-70c4-4d1e-9b2a-5f60c1d29c02', by: mixpanel });
  onDevice(story, 2);
  story.reset(mixpanel, 'next');
  onDevice(story, 1);
  const view: View = {
    ...emptyView,
    rows: story.rows,
    documents: story.documents,
    projects: [story.project(mixpanel)],
    identities: [identityOf(mixpanel, '18f30001', 'anna@shop.example')],
    status: { ...emptyView.status, state: 'recording', observations: story.rows.length },
  };
  return { view, connection: 'open', detail: detailOf(view) };
};

/** Sixty visitors one after the other. */
const many = (): Scene => {
  const story = sceneBuilder();
  for (let visitor = 0; visitor < 60; visitor++) {
    const id = `visitor-${String(visitor).padStart(2, '0')}-4d1e-9b2a-5f60c1d29c04`;
    if (visitor % 6 === 0) story.page(`/landing/${visitor}`);
    story.send('track', 'Page View', { anonymousId: id, by: mixpanel });
    story.send('track', 'Product Viewed', { anonymousId: id, by: mixpanel });
    if (visitor % 5 === 4) story.identify({ anonymousId: id, knownId: `u-${visitor}`, by: mixpanel });
    if (visitor % 2 === 0) story.reset(mixpanel, 'next');
  }
  const view: View = {
    ...emptyView,
    rows: story.rows,
    documents: story.documents,
    projects: [story.project(mixpanel)],
    identities: [identityOf(mixpanel, 'visitor-59-4d1e-9b2a-5f60c1d29c04', 'u-59')],
    strip: { ...emptyView.strip, thinks: { label: 'u-59', known: true, vendor: 'mixpanel', project: mixpanel.project } },
    status: { ...emptyView.status, state: 'recording', observations: 180 },
  };
  return { view, connection: 'open', detail: detailOf(view) };
};

/** Scenes of the identity rail. */
export const railScenes: Readonly<Record<string, () => Scene>> = { many, 'rail-60': railSixty, 'rail-join': railJoin };
