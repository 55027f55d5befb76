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
    expect(first).toContain('One user became another without a reset · The vendor refused a merge');
  });

  it('lead to their evidence', async () => {
    const scene = sceneNamed('broken');
    panel = await mountScene(scene);
    await panel.press('3');
    const key = (scene.view as View).findings[0]?.keys[1] ?? '';
    await panel.click(`[data-finding] [data-jump="${key}"]`);
    expect(panel.one(`[data-row="${key}"]`).getAttribute('aria-selected')).toBe('true');
  });

  it('can be tried on a copy: what the advice would have changed stands in What if, alone', async () => {
    const scene = sceneNamed('broken');
    panel = await mountScene(scene);
    await panel.press('5');
    await panel.click('[data-add-change] [type=submit]');
    await panel.press('3');
    expect(panel.all('[data-try-fix]')).toHaveLength(1);
    await panel.click('[data-try-fix]');
    expect(panel.one('[role=tab][aria-selected=true]').textContent).toContain('What if');
    expect(panel.all('[data-change]').map((change) => change.textContent)).toHaveLength(1);
    expect(text('[data-change]')).toContain('Mixpanel: reset() before');
    expect(text('[data-what-if]')).toContain('What would have come of it');
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

  it('lead from a step to the row that decided it', async () => {
    const scene = sceneNamed('broken');
    panel = await mountScene(scene);
    await panel.press('4');
    const key = (scene.view as View).flows[0]?.steps[0]?.key ?? '';
    expect(panel.all('[data-flow] [data-jump]').map((jump) => jump.dataset.jump)).toEqual([key]);
    expect(panel.one('[data-flow] [data-jump]').getAttribute('aria-label')).toBe('Show in the timeline: The reset took effect');
    await panel.click('[data-flow] [data-jump]');
    expect(panel.one(`[data-row="${key}"]`).getAttribute('aria-selected')).toBe('true');
  });

  it('stand together by scenario, with how many passed', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('4');
    expect(panel.all('.flow-group h2').length).toBe(new Set(panel.all('[data-flow]').map((run) => run.dataset.flow)).size);
    expect(text('.flow-group header')).toContain('of');
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
