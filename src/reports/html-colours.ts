import type { LandedEvent } from '../core/landed.ts';
import type { Moment } from '../core/story.ts';
import type { Judged } from './engine.ts';
import { brief, type Html, html } from './html-parts.ts';
import { growPeople, huesOf, nobody, personOf } from './hues.ts';

/** The class of everybody's colour; null for whom no event counts. */
export type ColourOf = (label: string | null) => string | null;

const eventOf = (judged: Judged, moment: Moment): LandedEvent | undefined => {
  const ref = moment.kind === 'event' ? moment.event : moment.kind === 'call' ? moment.events[0] : undefined;
  const project = judged.analysis.projects.find((one) => one.vendor === ref?.vendor && one.project === ref.project);
  return ref === undefined ? undefined : project?.events[ref.index];
};

/** The colours that the panel gives to the same people. */
export const coloursOf = (judged: Judged): ColourOf => {
  const { moments, projects } = judged.analysis;
  const people = growPeople(
    nobody,
    moments.map((moment) => {
      const event = eventOf(judged, moment);
      return { knownId: event?.event.ids.knownId ?? null, landedOn: event?.landedOn ?? null };
    }),
  );
  const hues = huesOf(
    people,
    projects.flatMap(({ profiles }) => profiles.map(({ label }) => label)),
  );
  return (label) => {
    const hue = label === null ? undefined : hues.get(personOf(label));
    return hue === undefined ? null : `h${hue}`;
  };
};

/** A profile's label in its colour. */
export const chip = (colourOf: ColourOf, label: string | null): Html =>
  label === null ? html`<span class="soft">nobody</span>` : html`<span class="chip ${colourOf(label) ?? 'h0'}">${brief(label)}</span>`;
