// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const text = (selector: string): string => panel.one(selector).textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

describe('findings', () => {
  it('come worst first, with what, consequence, fix and count', async () => {
    panel = await mountScene(sceneNamed('broken'));
    await panel.press('3');
    expect(panel.all('[data-finding]').map((one) => one.dataset.finding)).toEqual(['no-reset-on-logout', 'id-is-email']);
    const first = text('[data-finding]');
    expect(first).toContain('3 events on the wrong person');
    expect(first).toContain('How to fix itCall mixpanel.reset()');
    expect(first).toContain('user-changed-without-reset, merge-refused');
  });

  it('lead to their evidence', async () => {
    const scene = sceneNamed('broken');
    panel = await mountScene(scene);
    await panel.press('3');
    const key = (scene.view as View).findings[0]?.keys[1] ?? '';
    await panel.click(`[data-finding] [data-jump="${key}"]`);
    expect(panel.one(`[data-row="${key}"]`).getAttribute('aria-selected')).toBe('true');
  });

  it('list what was not checked', async () => {
    panel = await mountScene(sceneNamed('broken'));
    await panel.press('3');
    expect(text('.unchecked')).toContain('Calls of Segment could not be observed');
  });

  it('say that there are none, only after something was judged', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('3');
    expect(text('.nothing')).toContain('No findings');
    expect(text('.nothing')).toContain('breaks a rule');
  });
});

describe('flows', () => {
  it('show each run with its steps', async () => {
    panel = await mountScene(sceneNamed('broken'));
    await panel.press('4');
    expect(panel.one('[data-flow]').dataset.verdict).toBe('fail');
    expect(panel.all('.flow-steps li').map((step) => step.className)).toEqual(['is-fail', 'is-fail', 'is-fail', 'is-waiting']);
    expect(text('.untried')).toContain('Logging out');
    expect(text('.flow-steps')).toContain('The reset took effect');
  });

  it('begin with what asks for something, and fold what passed', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('4');
    const runs = panel.all('[data-flow]');
    expect(runs.map((run) => [run.dataset.verdict, run.hasAttribute('open')])).toEqual([
      ['incomplete', true],
      ['pass', false],
      ['pass', false],
      ['pass', false],
    ]);
  });
});

describe('profiles', () => {
  it('show visitors, people, first touch and what merged them', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('2');
    expect(text('.summary')).toBe('2 anonymous ids → 2 profiles · 2 known people · 10 events');
    expect(text('[data-profile="anna@shop.example"]')).toContain('utm_source=newsletter');
    await panel.click('[data-profile="anna@shop.example"] [data-jump]');
    expect(panel.one('.detail-head h2').textContent).toContain('identify');
  });

  it('fold long lists of ids', async () => {
    const scene = sceneNamed('correct');
    const view = scene.view as View;
    panel = await mountScene(scene);
    const ids = Array.from({ length: 12 }, (_, place) => `id-${place}`);
    await panel.show({
      ...view,
      projects: view.projects.map((project) => ({ ...project, profiles: project.profiles.map((profile) => ({ ...profile, ids })) })),
    });
    await panel.press('2');
    expect(panel.one('.id-list').children).toHaveLength(9);
    await panel.click('.id-list button');
    expect(panel.one('.id-list').children).toHaveLength(13);
  });

  it('draw the first fifty people and more on demand', async () => {
    panel = await mountScene(sceneNamed('many'));
    await panel.press('2');
    expect(panel.all('[data-profile]')).toHaveLength(50);
    await panel.click('.more');
    expect(panel.all('[data-profile]')).toHaveLength(60);
    expect(panel.all('.more')).toHaveLength(0);
  });

  it('lead to the events of a person', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('2');
    await panel.click('[data-profile="u-2048"] .plain');
    expect((panel.one('[data-search]') as HTMLInputElement).value).toBe('u-2048');
    expect(panel.all('[data-row]').length).toBeGreaterThan(2);
    expect(panel.all('[data-row]').every((row) => row.textContent?.includes('u-2048'))).toBe(true);
  });
});
