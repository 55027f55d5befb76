// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { keyedButtons, keyTable } from '../../../src/ui/keyboard.ts';
import { tabs } from '../../../src/ui/state.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

describe('buttons with a key', () => {
  it('are all there in some view of the panel, and each tells its key', async () => {
    const seen = new Map<string, string>();
    const look = (): void => {
      for (const button of panel.all('[data-key]')) seen.set(button.dataset.key ?? '', button.getAttribute('aria-keyshortcuts') ?? '');
    };
    for (const scene of ['imported', 'session', 'correct']) {
      panel?.stop();
      panel = await mountScene(sceneNamed(scene));
      look();
    }
    for (const tab of tabs) {
      await panel.press(String(tabs.indexOf(tab) + 1));
      look();
    }
    await panel.press('1');
    await panel.press('End');
    await panel.press('Enter');
    look();
    await panel.press('t');
    look();
    expect([...seen.keys()].sort()).toEqual([...keyedButtons].sort());
    for (const [name, keys] of seen) {
      const { keys: wanted, shift } = keyTable.find((each) => each.name === name) ?? { keys: [] };
      expect(keys).toBe(`${shift === true ? 'Shift+' : ''}${wanted[0]}`);
    }
  }, 30_000);

  it('are pressed by it where the focus is; only what opens a list takes it', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press('o');
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'signal.add', signal: 'logout' });
    expect(document.activeElement).toBe(document.body);
    await panel.press('r');
    expect(panel.source.opened).toEqual(['reload']);
    await panel.press('x');
    expect(panel.all('.menu-list')).toHaveLength(1);
    expect(document.activeElement?.getAttribute('data-key')).toBe('export');
  });

  it('hear nothing of it while a sheet is open', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press(',');
    const before = panel.source.commands.length;
    for (const key of ['o', 'v', 'c', '3']) await panel.press(key);
    expect(panel.source.commands.length).toBe(before);
    expect(panel.one('[aria-selected=true]').id).toBe('tab-timeline');
  });

  it('are left alone where they are disabled', async () => {
    panel = await mountScene(sceneNamed('disconnected'));
    await panel.press('o');
    expect(panel.source.commands.some(({ kind }) => kind === 'signal.add')).toBe(false);
  });
});
