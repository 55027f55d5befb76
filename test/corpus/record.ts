import type { Recording } from '../../src/core/recording.ts';
import { type CorpusVendor, together } from './idioms/idioms.ts';
import { tools } from './idioms/index.ts';
import { startShopSite } from './site.ts';
import { fileNameOf, type Stored } from './stored.ts';
import { anotherDevice, type Step, type Story } from './story.ts';
import { trimmed } from './trim.ts';
import { walkDevice } from './walk.ts';

export const vendorsOf = (which: string): readonly CorpusVendor[] => which.split('+') as CorpusVendor[];

const byDevice = (steps: readonly Step[]): readonly (readonly Step[])[] => {
  const devices: Step[][] = [[]];
  for (const step of steps) {
    if (step === anotherDevice) devices.push([]);
    else devices.at(-1)?.push(step);
  }
  return devices;
};

/** Walks a story for one choice of vendors, one device after the other. Throws when a step cannot be done. */
export async function recordStory(story: Story, which: string): Promise<Stored> {
  const vendors = vendorsOf(which);
  const used = vendors.map((vendor) => tools[vendor]);
  const say = together(used);
  const site = await startShopSite({
    tools: used,
    config: story.config ?? (() => ({})),
    asks: story.asks ?? false,
    early: story.early ?? {},
    head: `${vendors
      .map((vendor) => story.adopts?.[vendor] ?? '')
      .filter((code) => code !== '')
      .map((code) => `<script>${code}</script>`)
      .join('')}${story.head ?? ''}`,
  });
  try {
    const recordings: Recording[] = [];
    const devices = byDevice(story.walk(say, vendors));
    const ready = story.asks ? `document.readyState === 'complete'` : say.ready;
    for (const steps of devices) {
      const recording = await walkDevice(fileNameOf(story.name, vendors), site, ready, steps);
      recordings.push(trimmed(recording, site.port));
    }
    if (site.unanswered().length > 0) throw new Error(`${story.name}: nobody answered ${site.unanswered().join(', ')}`);
    return { story: story.name, title: story.title, vendors, flow: story.flow, options: story.options ?? {}, recordings };
  } finally {
    await site.stop();
  }
}
