// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { View, ViewRow } from '../../../src/messages/view.ts';
import { longView } from '../../ui-frame/long-view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const rowOf = (key: string): HTMLElement => panel.one(`[data-row="${key}"]`);
const keyOf = (view: View, match: (row: ViewRow) => boolean): string => {
  const row = view.rows.find(match);
  if (row === undefined) throw new Error('no such row');
  return row.key;
};

describe('the timeline', () => {
  it('shows first and present landing of an event that a merge moved', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    const key = keyOf(scene.view as View, (row) => row.detail === 'Added to Cart');
    await panel.press('Home');
    expect(rowOf(key).querySelector('[data-landed-on]')?.getAttribute('data-landed-on')).toBe(
      '$device:18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04',
    );
    expect(rowOf(key).querySelector('[data-lands-on]')?.getAttribute('data-lands-on')).toBe('anna@shop.example');
  });

  it('moves earlier rows when slots point elsewhere, without their rows being sent again', async () => {
    const scene = sceneNamed('correct');
    const view = scene.view as View;
    panel = await mountScene(scene);
    await panel.press('Home');
    const key = keyOf(view, (row) => row.detail === 'Added to Cart');
    const projects = view.projects.map((project) => ({ ...project, slots: project.slots.map(() => 1) }));
    panel.source.tell({ kind: 'view.patched', patch: { base: 1, version: 2, rowsFrom: view.rows.length, rows: [], projects } });
    await panel.settled();
    expect(rowOf(key).querySelector('[data-lands-on]')?.getAttribute('data-lands-on')).toBe('u-2048');
    const stays = keyOf(view, (row) => row.detail === 'Account Viewed' && row.ids?.knownId === 'u-2048');
    expect(rowOf(key).querySelector('.lands')?.classList.contains('is-moved')).toBe(true);
    expect(rowOf(stays).querySelector('.lands')?.classList.contains('is-moved')).toBe(false);
    const land = async (place: number, version: number) => {
      const moved = view.projects.map((project) => ({ ...project, slots: project.slots.map(() => place) }));
      panel.source.tell({
        kind: 'view.patched',
        patch: { base: version - 1, version, rowsFrom: view.rows.length, rows: [], projects: moved },
      });
      await panel.settled();
    };
    // Another name is another animation: a second merge is seen as well as the first.
    expect(rowOf(key).querySelector('.lands')?.classList.contains('is-again')).toBe(false);
    await land(0, 3);
    expect(rowOf(key).querySelector('.lands.is-moved')?.classList.contains('is-again')).toBe(true);
    await land(1, 4);
    expect(rowOf(key).querySelector('.lands.is-moved')?.classList.contains('is-again')).toBe(false);
    // The lane takes its new person's colour: the same line, so that the style sheet can lead from one to the other.
    const hues = new Set(panel.all('.rail line').map((line) => line.getAttribute('class')?.match(/hue-\d/)?.[0]));
    expect(hues.size).toBe(1);
  });

  it('shows one landing only where nothing moved', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    const key = keyOf(scene.view as View, (row) => row.detail === 'Signed Up');
    expect(rowOf(key).querySelector('[data-landed-on]')).toBeNull();
  });

  it('marks a refused merge with its reason', async () => {
    panel = await mountScene(sceneNamed('broken'));
    expect(panel.one('.mark-word.is-refused').title).toBe('errAnonDistinctIdAssignedAlready');
  });

  it('places rows by what is above them, not by a style of their own', async () => {
    // Chromium keeps the style of every element that has an own style attribute until it collects garbage, and searches through
    // all of them for each next one: a scroll that made such rows took longer with every frame.
    panel = await mountScene({ ...sceneNamed('correct'), view: longView(1_000) });
    const placed = (): number => Number.parseFloat(panel.one('.grid tbody').style.paddingTop);
    const first = (): number => Number(panel.one('tbody .row').getAttribute('aria-rowindex')) - 2;
    expect(placed()).toBeGreaterThan(20_000);
    expect(placed()).toBe(first() * 24);
    await panel.press('Home');
    expect(placed()).toBe(0);
    expect(first()).toBe(0);
    expect(panel.all('tbody .row').filter((row) => row.hasAttribute('style'))).toEqual([]);
  });

  it('keeps the page small at 100,000 rows', async () => {
    panel = await mountScene({ ...sceneNamed('correct'), view: longView(100_000) });
    expect(panel.all('[data-row]').length).toBeGreaterThan(20);
    expect(panel.all('*').length).toBeLessThan(2000);
    expect(panel.one('.foot').textContent).toContain('100,000 rows');
  });

  it('filters while one types, and says how much is left', async () => {
    panel = await mountScene(sceneNamed('correct'));
    const input = panel.one('[data-search]') as HTMLInputElement;
    input.value = 'cart';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await panel.settled();
    expect(panel.all('[data-row]').map((row) => row.dataset.title)).toEqual(['track']);
    expect(panel.one('.foot').textContent).toContain('1 of 28 rows');
  });

  it('says that nothing matches', async () => {
    panel = await mountScene(sceneNamed('correct'));
    const input = panel.one('[data-search]') as HTMLInputElement;
    input.value = 'no such thing';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await panel.settled();
    expect(panel.one('.timeline .nothing').textContent).toBe('No event matches the filter.');
  });

  it('opens a clicked row: sentence first, then the way to the event that explains it', async () => {
    const scene = sceneNamed('correct');
    const view = scene.view as View;
    panel = await mountScene(scene);
    await panel.press('Home');
    await panel.click(`[data-row="${keyOf(view, (row) => row.detail === 'Added to Cart')}"]`);
    expect(panel.one('.sentence').textContent).toContain('Lands on anna@shop.example, because event 4 carried both');
    const cause = keyOf(view, (row) => row.title === 'identify');
    await panel.click(`.detail [data-jump="${cause}"]`);
    expect(rowOf(cause).getAttribute('aria-selected')).toBe('true');
    expect(panel.one('.detail-head h2').textContent).toContain('identify');
  });

  it('links sources to web addresses only', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    await panel.click('[data-row][data-title=identify]');
    const link = panel.one('.detail .cite a') as HTMLAnchorElement;
    expect(link.href).toMatch(/^https:/);
    expect(link.rel).toContain('noreferrer');
  });

  it('opens a call site in Sources', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.click('[data-row][data-title=identify]');
    await panel.click('.site button');
    expect(panel.source.opened).toEqual(['https://shop.example/assets/signup.js:118:15']);
  });
});
