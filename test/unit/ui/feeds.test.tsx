// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type AnalysisOptions, defaultOptions } from '../../../src/core/options.ts';
import { changedOptions } from '../../../src/messages/options-change.ts';
import type { View } from '../../../src/messages/view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

/** What would hold after each change, one after the other. */
const optionsSent = (from: AnalysisOptions = defaultOptions): readonly AnalysisOptions[] => {
  const sent: AnalysisOptions[] = [];
  for (const command of panel.source.commands)
    if (command.kind === 'options.set') sent.push(changedOptions(sent.at(-1) ?? from, command.change));
  return sent;
};

const choose = async (selector: string, value: string): Promise<void> => {
  const select = panel.one(selector) as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await panel.settled();
};

const withView = async (change: (view: View) => View): Promise<void> => {
  const scene = sceneNamed('correct');
  if (scene.view === null) throw new Error('The scene shows nothing.');
  panel = await mountScene({ ...scene, view: change(scene.view) });
};

const sourceOf = (view: View) => view.projects.find((project) => project.feeds.length > 0);

describe('what a source feeds', () => {
  it('is chosen on its card, one model a destination, and can be taken back', async () => {
    await withView((view) => view);
    const source = sourceOf(sceneNamed('correct').view as View);
    await choose('[data-feed=mixpanel]', 'mixpanel-original');
    expect(optionsSent().at(-1)?.feeds).toEqual([{ from: source?.project, to: 'mixpanel-original' }]);
  });

  it('replaces the model of the same destination only', async () => {
    const from = sourceOf(sceneNamed('correct').view as View)?.project ?? '';
    const feeds = [
      { from, to: 'mixpanel-simplified' },
      { from, to: 'amplitude' },
      { from: 'other', to: 'mixpanel-simplified' },
    ];
    await withView((view) => ({ ...view, options: { ...view.options, feeds } }));
    await choose('[data-feed=mixpanel]', 'mixpanel-original');
    await choose('[data-feed=mixpanel]', 'none');
    const kept = [
      { from, to: 'amplitude' },
      { from: 'other', to: 'mixpanel-simplified' },
    ];
    expect(optionsSent({ ...defaultOptions, feeds }).map((options) => options.feeds)).toEqual([
      [...kept, { from, to: 'mixpanel-original' }],
      kept,
    ]);
  });

  it('can be nothing at all: no rules of its own either', async () => {
    await withView((view) => view);
    const from = sourceOf(sceneNamed('correct').view as View)?.project ?? '';
    await choose(`[data-model="${from}"]`, 'none');
    expect(optionsSent().at(-1)?.models).toMatchObject({ [from]: 'none' });
  });

  it('is said of the project that is fed', async () => {
    await withView((view) => ({
      ...view,
      projects: view.projects.map((project, place) =>
        place === 0 ? { ...project, fedBy: { vendorTitle: 'Segment', project: 'W' } } : project,
      ),
    }));
    await panel.press('2');
    expect(panel.one('.project .summary').textContent).toContain('fed by Segment W');
  });
});

describe('a profile that is nearly full', () => {
  it('says of which documented limit', async () => {
    const limit = { name: 'ids', value: 455, limit: 500, cite: 'https://docs.mixpanel.com/limits' };
    await withView((view) => ({
      ...view,
      projects: view.projects.map((project, place) =>
        place > 0
          ? project
          : { ...project, profiles: project.profiles.map((profile, at) => (at > 0 ? profile : { ...profile, nearLimits: [limit] })) },
      ),
    }));
    await panel.press('2');
    expect(panel.all('.near-limit').map((note) => note.textContent)).toEqual([expect.stringContaining('455 of 500 ids: nearly full')]);
    expect(panel.one('.near-limit a').getAttribute('href')).toBe('https://docs.mixpanel.com/limits');
  });
});
