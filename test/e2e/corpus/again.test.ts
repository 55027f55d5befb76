import { expect, test } from 'vitest';
import { correctStories } from '../../corpus/correct/index.ts';
import { alarmsIn, judgedStored } from '../../corpus/judged.ts';
import { recordStory } from '../../corpus/record.ts';
import { fileNameOf, readStored, type Stored } from '../../corpus/stored.ts';

/** What a recording is kept for: what is said of it, and which events were seen, with whose id. */
const toldOf = (stored: Stored) => {
  const judged = judgedStored(stored);
  return {
    alarms: alarmsIn(judged),
    flows: judged.flows.map(({ flow, vendor, run, verdict }) => `${flow} ${vendor} ${run} ${verdict}`).sort(),
    events: judged.analysis.projects
      .flatMap(({ vendor, events }) => events.map(({ event }) => `${vendor} ${event.name} ${event.ids.knownId}`))
      .sort(),
  };
};

test.each([
  ['sign-up', 'mixpanel'],
  ['logout-by-button', 'segment'],
])('%s with %s is told of today as it was when the corpus was recorded', async (name, which) => {
  const story = correctStories.find((one) => one.name === name);
  if (story === undefined) throw new Error(`There is no story ${name}.`);
  const again = await recordStory(story, which);
  expect(toldOf(again)).toEqual(toldOf(readStored('correct', fileNameOf(name, [which]))));
});
