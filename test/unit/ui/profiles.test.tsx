// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { remember } from '../../../src/ui/remembered.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const text = (selector: string): string => panel.one(selector).textContent?.replace(/\s+/g, ' ').trim() ?? '';
const open = async (scene: string, as: 'picture' | 'table'): Promise<View> => {
  remember('profiles', as);
  const shown = sceneNamed(scene);
  panel = await mountScene(shown);
  await panel.press('2');
  return shown.view as View;
};
const part = (label: string): HTMLElement => {
  const found = panel.all('.hit').find((each) => each.getAttribute('aria-label')?.includes(label) === true);
  if (found === undefined) throw new Error(`no part ${label}`);
  return found;
};
/** SVG elements have no `click()`. */
const clickOn = async (target: Element): Promise<void> => {
  target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  await panel.settled();
};
const search = async (value: string): Promise<void> => {
  const input = panel.one('[data-search]') as HTMLInputElement;
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await panel.settled();
};
const chosenTab = (): string => panel.one('[role=tab][aria-selected=true]').id;

describe('profiles as a table', () => {
  it('show visitors, people, first touch and what merged them', async () => {
    await open('correct', 'table');
    expect(text('.summary')).toBe('2 anonymous ids → 2 profiles · 2 known people · 10 events');
    expect(text('[data-profile="anna@shop.example"]')).toContain('via newsletter / autumn');
    await panel.click('[data-profile="anna@shop.example"] [data-jump]');
    expect(panel.one('.detail-head h2').textContent).toContain('identify');
  });

  it('say which sign-ups are missing, and whose history', async () => {
    await open('cluster-60', 'table');
    expect(text('.sign-ups')).toBe('· 18 sign-ups called, 16 delivered, 15 of 16 with their history');
    expect(panel.all('.sign-ups .is-short')).toHaveLength(2);
  });

  it('fold long lists of ids', async () => {
    const view = await open('correct', 'table');
    const ids = Array.from({ length: 12 }, (_, place) => `id-${place}`);
    await panel.show({
      ...view,
      projects: view.projects.map((project) => ({ ...project, profiles: project.profiles.map((profile) => ({ ...profile, ids })) })),
    });
    expect(panel.one('.id-list').children).toHaveLength(9);
    await panel.click('.id-list button');
    expect(panel.one('.id-list').children).toHaveLength(13);
  });

  it('draw only those in sight of 20,000', async () => {
    await open('crowd', 'table');
    expect(panel.all('[data-profile]').length).toBeGreaterThan(5);
    expect(panel.all('*').length).toBeLessThan(2000);
    expect(panel.one('.profiles').getAttribute('aria-rowcount')).toBe('20001');
  });

  it('lead to the events of a person', async () => {
    await open('correct', 'table');
    await panel.click('[data-profile="u-2048"] .plain');
    expect((panel.one('[data-search]') as HTMLInputElement).value).toBe('u-2048');
    expect(panel.all('[data-row]').length).toBeGreaterThan(2);
    expect(panel.all('[data-row]').every((row) => row.textContent?.includes('u-2048'))).toBe(true);
  });

  it('are found by label, id and campaign', async () => {
    await open('cluster-60', 'table');
    await search('u-2004');
    expect(panel.all('[data-profile]').map((row) => row.dataset.profile)).toEqual(['u-2004']);
    await search('u-2004 -newsletter');
    expect(panel.all('[data-profile]')).toHaveLength(0);
    expect(text('.project .nothing')).toBe('No profile matches the filter.');
  });
});

describe('profiles as a picture', () => {
  it('are chosen with a key, and stay chosen', async () => {
    await open('correct', 'table');
    await panel.press('g');
    expect(panel.all('.picture')).toHaveLength(2);
    await panel.press('1');
    await panel.press('2');
    expect(panel.all('.picture')).toHaveLength(2);
  });

  it('lead from the merging event to its row', async () => {
    await open('correct', 'picture');
    await clickOn(part('Event 4 merged'));
    expect(chosenTab()).toBe('tab-timeline');
    expect(panel.one('.detail-head h2').textContent).toContain('identify');
  });

  it('lead from an id to its events', async () => {
    await open('correct', 'picture');
    await clickOn(part('anonymous id $device:18f3a9d4'));
    expect(chosenTab()).toBe('tab-timeline');
    expect(panel.all('[data-row]').length).toBeGreaterThan(1);
  });

  it('have one part in the tab order, go from part to part with arrows, and lead on with Enter', async () => {
    await open('correct', 'picture');
    const stops = () => panel.all('.picture:first-of-type .hit').filter((each) => each.getAttribute('tabindex') === '0');
    const first = part('anonymous id $device:18f3a2b1');
    first.focus();
    await panel.settled();
    await panel.press('ArrowRight', first);
    expect(document.activeElement?.getAttribute('aria-label')).toContain('Event 4 merged');
    await panel.press('ArrowRight', document.activeElement as Element);
    expect(document.activeElement?.getAttribute('aria-label')).toContain('known id anna@shop.example');
    expect(stops().filter((each) => each === document.activeElement)).toHaveLength(1);
    await panel.press('ArrowLeft', document.activeElement as Element);
    await panel.press('Enter', document.activeElement as Element);
    expect(chosenTab()).toBe('tab-timeline');
    expect(panel.one('.detail-head h2').textContent).toContain('identify');
  });

  it('show refused links dashed, with the reason', async () => {
    await open('cluster-refused', 'picture');
    const refused = panel.all('.part.is-refused');
    expect(refused).toHaveLength(3);
    const dashes = panel.all('.part.is-line path').map((line) => line.getAttribute('stroke-dasharray'));
    expect(dashes.filter((each) => each === '4 3')).toHaveLength(3);
    // The one that merged is drawn through.
    expect(dashes.filter((each) => each === null)).toHaveLength(1);
    expect(refused[0]?.textContent).toContain('errAnonDistinctId');
    await clickOn(part('asked to link'));
    expect(chosenTab()).toBe('tab-timeline');
  });

  it('list folded ids, each with a way to its events', async () => {
    await open('cluster-folded', 'picture');
    await clickOn(part('List 112 anonymous ids'));
    expect(panel.all('dialog .id-list li')).toHaveLength(112);
    expect(panel.one('dialog h2').textContent).toBe('112 anonymous ids of qa-account');
    await panel.click('dialog .id-list button');
    expect(chosenTab()).toBe('tab-timeline');
    expect(panel.all('[data-row]').length).toBeGreaterThan(0);
  });

  it('are saved as SVG, by button and by key', async () => {
    await open('correct', 'picture');
    panel.button('Save SVG').click();
    await panel.press('w');
    expect(panel.source.saved.map(({ name }) => name)).toEqual(['idscope-clusters-mixpanel.svg', 'idscope-clusters-mixpanel.svg']);
    expect(panel.source.saved[0]?.text).toContain('anna@shop.example');
    part('Event 2 merged').dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
    await panel.settled();
    await panel.press('w');
    expect(panel.source.saved[2]?.name).toBe('idscope-clusters-segment.svg');
  });

  it('are shown page by page where there are many', async () => {
    await open('crowd', 'picture');
    expect(text('.cluster-tools')).toContain('Profiles 1–40 of 20,000');
    expect(panel.all('*').length).toBeLessThan(2000);
    panel.button('Next').click();
    await panel.settled();
    expect(text('.cluster-tools')).toContain('Profiles 41–80 of 20,000');
  });

  it('are found by the filter as in the table', async () => {
    await open('cluster-60', 'picture');
    await search('u-2004');
    expect(panel.all('.part.is-hull')).toHaveLength(1);
  });
});
