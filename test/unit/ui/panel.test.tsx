// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { keyTable } from '../../../src/ui/keyboard.ts';
import { words } from '../../../src/ui/words/en.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const selected = (): string | undefined => panel.all('[data-row]').find((row) => row.getAttribute('aria-selected') === 'true')?.dataset.row;

describe('the keyboard', () => {
  it('walks the timeline without opening the detail, opens it with Enter, closes it with Escape', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('Home');
    expect(selected()).toBe('k1');
    await panel.press('j');
    await panel.press('ArrowDown');
    expect(selected()).toBe('k3');
    await panel.press('k');
    expect(selected()).toBe('k2');
    expect(panel.all('.detail')).toHaveLength(0);
    await panel.press('Enter');
    expect(panel.all('.detail')).toHaveLength(1);
    await panel.press('Escape');
    expect(panel.all('.detail')).toHaveLength(0);
    expect(selected()).toBe('k2');
  });

  it('keeps Escape from who shows the panel while there is something to close, and then leaves it alone', async () => {
    panel = await mountScene(sceneNamed('correct'));
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    await panel.press('End');
    await panel.press('Enter');
    for (const _ of ['the detail', 'nothing']) await panel.press('Escape');
    document.removeEventListener('keydown', hear);
    expect(heard).toEqual(['End', 'Enter', 'Escape']);
  });

  it('leaves Escape to the browser while a sheet of its own is open, wherever the focus is, and to nobody else', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('End');
    await panel.press('Enter');
    const sheet = document.createElement('dialog');
    document.body.append(sheet);
    sheet.show();
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', hear);
    const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    document.body.dispatchEvent(key);
    document.removeEventListener('keydown', hear);
    sheet.remove();
    expect([heard, key.defaultPrevented]).toEqual([[], false]);
    expect(panel.all('.detail')).toHaveLength(1);
  });

  it('has the focus in the timeline when the detail that had it is closed', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('End');
    await panel.press('Enter');
    panel.one('[data-key=as-of]').focus();
    await panel.press('Escape', panel.one('[data-key=as-of]'));
    expect(panel.all('.detail')).toHaveLength(0);
    expect(document.activeElement).toBe(panel.one('[role=grid]'));
  });

  it('tells a screen reader which row is active', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('End');
    expect(panel.one('[role=grid]').getAttribute('aria-activedescendant')).toBe(panel.one('[aria-selected=true][data-row]').id);
  });

  it('skips rows that the filter hides', async () => {
    panel = await mountScene(sceneNamed('correct'));
    const input = panel.one('[data-search]') as HTMLInputElement;
    input.value = 'identify';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await panel.settled();
    await panel.press('j');
    await panel.press('j');
    expect(panel.one('[data-row][aria-selected=true]').dataset.title).toBe('identify');
  });

  it('switches views with digits', async () => {
    panel = await mountScene(sceneNamed('correct'));
    for (const [key, tab] of [
      ['2', 'profiles'],
      ['3', 'findings'],
      ['4', 'flows'],
      ['1', 'timeline'],
    ] as const) {
      await panel.press(key);
      expect(panel.one('[role=tab][aria-selected=true]').id).toBe(`tab-${tab}`);
    }
  });

  it('goes to the filter with a slash, and writes nothing while typing', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('/');
    expect(document.activeElement).toBe(panel.one('[data-search]'));
    await panel.press('2', panel.one('[data-search]'));
    expect(panel.one('[role=tab][aria-selected=true]').id).toBe('tab-timeline');
  });

  it('goes between tabs with arrows', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('ArrowRight', panel.one('#tab-timeline'));
    expect(panel.one('[role=tab][aria-selected=true]').id).toBe('tab-profiles');
  });

  it('shows its own sheet with a question mark', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('?');
    expect(panel.all('[data-shortcut]').map((one) => one.dataset.shortcut)).toEqual([...new Set(keyTable.map(({ name }) => name))]);
    for (const { keys, name } of keyTable) {
      const line = panel.one(`[data-shortcut="${name}"]`);
      for (const key of keys) expect(line.textContent).toContain(words.shortcuts.key(key));
    }
    await panel.press('Escape');
    expect(panel.all('dialog')).toHaveLength(0);
  });
});

describe('states', () => {
  it('explains the three steps before anything was seen, and reloads the page', async () => {
    panel = await mountScene(sceneNamed('fresh'));
    expect(panel.all('.steps li')).toHaveLength(3);
    panel.button('Reload page').click();
    expect(panel.source.opened).toEqual(['reload']);
  });

  it('goes on explaining while only pages were seen', async () => {
    const scene = sceneNamed('fresh');
    const pages = (sceneNamed('correct').view as View).rows.filter((row) => row.kind === 'document');
    panel = await mountScene(scene);
    await panel.show({ ...(scene.view as View), rows: pages, status: { ...(scene.view as View).status, observations: 3 } });
    expect(panel.one('.empty h1').textContent).toBe('No analytics call yet');
    expect(panel.all('.steps li')).toHaveLength(3);
  });

  it('offers no reload where the shell has none', async () => {
    const scene = sceneNamed('fresh');
    panel = await mountScene(scene);
    panel.stop();
    const { mountPanel } = await import('../../../src/ui/mount.tsx');
    const root = document.body.appendChild(document.createElement('div'));
    const mounted = mountPanel(root, { ...panel.source, reload: null });
    await panel.settled();
    expect(root.querySelector('.empty')).not.toBeNull();
    expect([...root.querySelectorAll('button')].some((one) => one.textContent?.includes('Reload'))).toBe(false);
    mounted.stop();
  });

  it('says once what to do after an update', async () => {
    panel = await mountScene(sceneNamed('invalidated'));
    expect(panel.one('.empty').textContent).toBe('Idscope was updatedClose and reopen DevTools, or the side panel, to go on.');
    expect(panel.one('.notices').textContent).toBe('');
    expect(panel.button('Clear').hasAttribute('disabled')).toBe(true);
    expect(panel.button('Export').hasAttribute('disabled')).toBe(true);
  });

  it.each([
    ['disconnected', 'Connection lost'],
    ['imported', 'You are looking at idscope-2026-09-14-0824.idscope.json. The live page is recorded meanwhile: 37 new observations.'],
    ['refused', 'Import did not work: it is not a recording'],
    ['broken', '12 observations missing'],
    ['broken', 'opted out until'],
  ])('%s says: %s', async (scene, said) => {
    panel = await mountScene(sceneNamed(scene));
    expect(panel.one('.notices').textContent).toContain(said);
  });

  it('keeps the last state in sight while the line is down', async () => {
    panel = await mountScene(sceneNamed('disconnected'));
    expect(panel.all('[data-row]').length).toBeGreaterThan(10);
  });

  it('follows the theme of its source', async () => {
    panel = await mountScene(sceneNamed('correct'));
    expect(panel.one('.panel').dataset.theme).toBe('light');
  });

  it('leaves nothing behind when stopped', async () => {
    panel = await mountScene(sceneNamed('correct'));
    panel.stop();
    expect(panel.root.childElementCount).toBe(0);
  });
});

describe('the tools', () => {
  it('export redacted by default, real ids only by name', async () => {
    panel = await mountScene(sceneNamed('correct'));
    panel.button('Export').click();
    await panel.settled();
    expect(panel.all('.menu-list strong').map((one) => one.textContent)).toEqual([
      'Redacted',
      'With real ids',
      'As Playwright test',
      'Config for CI',
    ]);
    await panel.click('.menu-list button');
    expect(panel.source.commands.at(-1)).toMatchObject({ kind: 'recording.export', redact: true });
    expect(panel.all('.menu-list')).toHaveLength(0);
    expect(document.activeElement).toBe(panel.one('[data-key=export]'));
  });

  it('close the export menu, and only it, with Escape', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.click('[data-row][data-title=identify]');
    panel.button('Export').click();
    await panel.settled();
    await panel.press('Escape');
    expect(panel.all('.menu-list')).toHaveLength(0);
    expect(panel.all('.detail')).toHaveLength(1);
  });

  it('import the text of a chosen file', async () => {
    panel = await mountScene(sceneNamed('correct'));
    const input = panel.one('[data-import]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [new File(['{"idscope":1}'], 'a.idscope.json')] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await panel.settled();
    const file = { name: 'a.idscope.json', text: '{"idscope":1}', request: 1 };
    expect(panel.source.commands).toContainEqual({ kind: 'recording.import', ...file, add: false });
  });

  it('clear, and switch between delivered and called', async () => {
    panel = await mountScene(sceneNamed('correct'));
    panel.button('Clear').click();
    panel.button('Called').click();
    expect(panel.source.commands.map((command) => command.kind)).toEqual(['log.clear', 'options.set']);
  });

  it('choose the model of one project', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    const { project } = (scene.view as View).projects[0] ?? { project: '' };
    const select = panel.one(`[data-model="${project}"]`) as HTMLSelectElement;
    select.value = 'mixpanel-original';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await panel.settled();
    expect(panel.source.commands.at(-1)).toMatchObject({ kind: 'options.set', change: { models: { [project]: 'mixpanel-original' } } });
  });
});
