// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

describe('a card of an SDK that nobody could run', () => {
  it('says so, and why, beside its name', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    expect(panel.all('[data-identity] h3 .mark-word')).toEqual([]);
    const view = scene.view as View;
    await panel.show({ ...view, projects: view.projects.map((project) => ({ ...project, unverified: 'its library is closed' })) });
    const mark = panel.one('[data-identity] h3 .mark-word');
    expect([mark.textContent, mark.title]).toEqual(['unverified', 'Not held against the SDK itself: its library is closed']);
  });
});
