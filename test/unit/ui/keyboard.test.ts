import { describe, expect, it } from 'vitest';
import { type Pressed, wishOf } from '../../../src/ui/keyboard.ts';

const press = (key: string, more: Partial<Pressed> = {}) => wishOf({ key, modified: false, typing: false, onControl: false, ...more });

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
  ])('%s', (key, wish) => {
    expect(press(key)).toEqual(wish);
  });

  it('leaves unknown keys, and digits beyond the views, to the browser', () => {
    expect(press('x')).toBeNull();
    expect(press('5')).toBeNull();
    expect(press('0')).toBeNull();
  });

  it('leaves combinations to the browser', () => {
    expect(press('j', { modified: true })).toBeNull();
  });

  it('while typing takes only Escape', () => {
    expect(press('j', { typing: true })).toBeNull();
    expect(press('/', { typing: true })).toBeNull();
    expect(press('Escape', { typing: true })).toEqual({ kind: 'close' });
  });

  it('on a button leaves the keys that work it alone', () => {
    expect(press('Enter', { onControl: true })).toBeNull();
    expect(press('ArrowDown', { onControl: true })).toBeNull();
    expect(press('j', { onControl: true })).toEqual({ kind: 'move', by: 1 });
  });
});
