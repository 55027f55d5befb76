import { describe, expect, test } from 'vitest';
import { followActiveTab } from '../../../src/extension/side/active-tab.ts';

const browserWith = (window: number, tab: number | null) => {
  let heard: (tab: number, window: number) => void = () => undefined;
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const shown: number[] = [];
  followActiveTab(
    {
      current: () => asked.then(() => ({ window, tab })),
      onActivated: (listener) => {
        heard = listener;
      },
    },
    (each) => shown.push(each),
  );
  return {
    shown,
    activate: (...of: [tab: number, window: number]) => heard(...of),
    answered: async () => {
      answer();
      await asked;
      await Promise.resolve();
      await Promise.resolve();
    },
  };
};

describe('the side panel', () => {
  test('shows the tab in front of its window, and the one that takes its place', async () => {
    const { shown, activate, answered } = browserWith(1, 7);
    await answered();
    activate(8, 1);
    activate(7, 1);
    expect(shown).toEqual([7, 8, 7]);
  });

  test('does not follow other windows', async () => {
    const { shown, activate, answered } = browserWith(1, 7);
    await answered();
    activate(9, 2);
    expect(shown).toEqual([7]);
  });

  test('does not begin anew with the tab that it shows', async () => {
    const { shown, activate, answered } = browserWith(1, 7);
    await answered();
    activate(7, 1);
    expect(shown).toEqual([7]);
  });

  test('takes what was activated before it knew its window', async () => {
    const { shown, activate, answered } = browserWith(1, 7);
    activate(8, 1);
    activate(9, 2);
    await answered();
    expect(shown).toEqual([8]);
  });

  test('waits for a tab where there is none', async () => {
    const { shown, activate, answered } = browserWith(1, null);
    await answered();
    expect(shown).toEqual([]);
    activate(3, 1);
    expect(shown).toEqual([3]);
  });
});
