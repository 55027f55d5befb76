import { describe, expect, it } from 'vitest';
import { keyedButtons, keyTable, type Pressed, wishOf } from '../../../src/ui/keyboard.ts';
import { tabs } from '../../../src/ui/state.ts';
import { words } from '../../../src/ui/words/en.ts';

const press = (key: string, more: Partial<Pressed> = {}) =>
  wishOf({ key, modified: false, shift: false, typing: false, onControl: false, ...more });

describe('keys', () => {
  it.each([
    ['j', { kind: 'move', by: 1 }],
    ['k', { kind: 'move', by: -1 }],
    ['ArrowDown', { kind: 'move', by: 1 }],
    ['ArrowUp', { kind: 'move', by: -1 }],
    ['End', { kind: 'move-to', end: 'last' }],
    ['Enter', { kind: 'open' }],
    ['/', { kind: 'search' }],
    ['?', { kind: 'shortcuts' }],
    ['1', { kind: 'tab', tab: 'timeline' }],
    ['4', { kind: 'tab', tab: 'flows' }],
    ['i', { kind: 'press', button: 'login' }],
    [',', { kind: 'press', button: 'settings' }],
  ])('%s', (key, wish) => {
    expect(press(key)).toEqual(wish);
  });

  it('number the views, and leave further digits and unknown keys to the browser', () => {
    tabs.forEach((tab, at) => {
      expect(press(String(at + 1))).toEqual({ kind: 'tab', tab });
    });
    expect(press(String(tabs.length + 1))).toBeNull();
    expect(press('0')).toBeNull();
    expect(press('F2')).toBeNull();
  });

  it('leave combinations to the browser', () => {
    expect(press('j', { modified: true })).toBeNull();
  });

  it('clear only together with Shift', () => {
    expect(press('Delete')).toBeNull();
    expect(press('Delete', { shift: true })).toEqual({ kind: 'press', button: 'clear' });
  });

  it('while typing are Escape only', () => {
    for (const { keys } of keyTable) {
      for (const key of keys) {
        const wish = press(key, { typing: true, shift: true });
        expect(wish).toEqual(key === 'Escape' ? { kind: 'close' } : null);
      }
    }
  });

  it('leave alone what works the button that has the focus', () => {
    for (const key of ['Enter', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp', ' ', 'Tab'])
      expect(press(key, { onControl: true })).toBeNull();
    expect(press('j', { onControl: true })).toEqual({ kind: 'move', by: 1 });
  });
});

describe('the table of keys', () => {
  it('gives no key to two things', () => {
    const keys = keyTable.flatMap((each) => each.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has a word for each, and a key for each button that names one', () => {
    for (const { name } of keyTable) expect(words.shortcuts.what[name].length).toBeGreaterThan(2);
    for (const button of keyedButtons) expect(keyTable.some((each) => each.name === button)).toBe(true);
  });
});
