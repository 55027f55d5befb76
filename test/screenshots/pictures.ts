import { click, type Picture, press } from './frame.ts';

const both = ['wide', 'narrow'] as const;
const view =
  (name: string, tab: string, ...then: readonly string[]): Picture['arrange'] =>
  async (panel) => {
    await press(panel, 'Escape', 'Escape');
    await click(panel, `[role="tab"][id="tab-${tab}"]`);
    await press(panel, ...then);
    if (name === '') return;
    await click(panel, name);
  };

/** A page without analytics, as the panel is first seen. */
export const emptyPictures: readonly Picture[] = [{ name: 'empty', arrange: async () => {}, sizes: both }];

/** The shop as it should be. */
export const correctPictures: readonly Picture[] = [
  { name: 'timeline', arrange: view('[data-row]:has([data-landed-on])', 'timeline', 'Home'), sizes: both },
  { name: 'profiles', arrange: view('', 'profiles'), sizes: both },
  { name: 'flows', arrange: view('', 'flows'), sizes: both },
  { name: 'shortcuts', arrange: view('', 'timeline', '?'), themes: ['dark'] },
];

/** The shop whose log-out forgets `reset()`. */
export const brokenPictures: readonly Picture[] = [
  { name: 'broken-timeline', arrange: view('', 'timeline', 'End'), sizes: both },
  { name: 'findings', arrange: view('', 'findings'), sizes: both },
  // The first piece of evidence is the log-out itself, the second an event on the wrong person.
  {
    name: 'evidence',
    arrange: async (panel) => {
      await view('', 'findings')(panel);
      await click(panel, '[data-finding] [data-jump]', 1);
    },
  },
  { name: 'broken-flows', arrange: view('', 'flows') },
  { name: 'what-if', arrange: view('', 'what-if'), sizes: both },
  { name: 'settings', arrange: view('', 'timeline', ','), themes: ['dark'] },
];

/** Sixty visitors on one device. */
export const lanesPictures: readonly Picture[] = [
  { name: 'lanes-60', arrange: view('', 'timeline', 'End'), sizes: both },
  { name: 'lanes-60-profiles', arrange: view('', 'profiles'), themes: ['dark'] },
];

/** A long day. */
export const manyPictures: readonly Picture[] = [{ name: 'events-100000', arrange: view('', 'timeline', 'End') }];
