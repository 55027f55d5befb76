import type { View, ViewRow } from '../../src/messages/view.ts';
import { emptyView, identityOf, mixpanel, sceneBuilder } from './scene-builder.ts';

const chapterRows = 4000;

/** A few people on a few pages. */
const chapter = () => {
  const story = sceneBuilder();
  const people = ['u-1', 'u-2', 'u-3', 'u-4'];
  for (let count = 0; story.rows.length < chapterRows; count++) {
    const person = people[Math.floor(count / 400) % people.length] ?? 'u-1';
    const device = `${person}-device-${Math.floor(count / 1600)}`;
    if (count % 40 === 0) story.page(`/products/${count}`);
    if (count % 400 === 399) story.reset(mixpanel, 'next');
    else if (count % 400 === 200) story.identify({ anonymousId: device, knownId: person, by: mixpanel });
    else story.send('track', `Event ${count}`, { anonymousId: device, by: mixpanel });
  }
  return story;
};

/** A long session: a chapter told again and again until there are `size` rows. */
export const longView = (size: number): View => {
  const story = chapter();
  // As rows come over a port: parsed, hence all of one shape.
  const rows: readonly ViewRow[] = JSON.parse(JSON.stringify(story.rows));
  const lasts = (rows.at(-1)?.at ?? 0) - (rows[0]?.at ?? 0);
  const repeated = Array.from({ length: size }, (_, place): ViewRow => {
    const row = rows[place % rows.length] as ViewRow;
    return { ...row, key: `k${place + 1}`, at: row.at + Math.floor(place / rows.length) * lasts };
  });
  return {
    ...emptyView,
    rows: repeated,
    documents: story.documents,
    projects: [story.project(mixpanel)],
    identities: [identityOf(mixpanel, 'u-1-device-0', 'u-1')],
    strip: { ...emptyView.strip, thinks: { label: 'u-1', known: true, vendor: 'mixpanel', project: mixpanel.project } },
    status: { ...emptyView.status, state: 'recording', observations: size },
  };
};
