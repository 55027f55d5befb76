import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openChromium } from './chromium.ts';
import { exportRecording } from './export-recording.ts';
import { photograph, type Scene } from './photograph.ts';
import type { VariantId } from './shop/variants.ts';
import { startSite } from './site.ts';
import { type Pace, walk } from './walk.ts';

export type Studio = {
  /** The project's folder. */
  readonly root: string;
  /** The browser's program. */
  readonly program: string;
  /** Where recordings and pictures go. */
  readonly out: string;
  readonly pace: Pace;
  /** Views of the panel to photograph, by variant. */
  readonly scenes: Readonly<Partial<Record<VariantId, readonly Scene[]>>>;
};

/**
 * One variant in a fresh shop and a fresh browser profile, with DevTools open on the panel from the start.
 * Returns the path of the recording that the extension exported.
 */
export async function record(studio: Studio, variant: VariantId): Promise<string> {
  const site = await startSite({ root: studio.root });
  const chromium = await openChromium({ program: studio.program, extension: join(studio.root, 'dist/chrome'), headless: true });
  try {
    const [page = await chromium.browser.newPage()] = await chromium.browser.pages();
    const inspected = await chromium.inspect(page);
    await walk(page, site.shop.url, variant, studio.pace);
    const file = join(studio.out, `${variant}.idscope.json`);
    await writeFile(file, await exportRecording(inspected.panel, inspected.tab));
    const scenes = studio.scenes[variant] ?? [];
    if (scenes.length > 0) await photograph(inspected, scenes, (scene, theme) => join(studio.out, `${variant}-${scene}-${theme}.png`));
    return file;
  } finally {
    await chromium.close();
    await site.stop();
  }
}
