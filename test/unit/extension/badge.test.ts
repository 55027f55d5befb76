import { describe, expect, test } from 'vitest';
import { createBadge } from '../../../src/extension/background/badge.ts';
import { newWorld, wakeWorker } from './worker.ts';

const watched = () => {
  const said: string[] = [];
  return { said, badge: createBadge((tab, text, title) => said.push(`${tab} "${text}" ${title}`)) };
};

describe('the badge on the toolbar', () => {
  test('counts errors, in words as well; without errors there is none', () => {
    const { said, badge } = watched();
    badge.show(7, 1, 'a');
    badge.show(7, 2, 'a');
    badge.show(7, 0, 'a');
    expect(said).toEqual(['7 "1" Idscope: 1 error', '7 "2" Idscope: 2 errors', '7 "" Idscope']);
  });

  test('is written again for another page, because browsers forget it, and not twice for the same', () => {
    const { said, badge } = watched();
    badge.show(7, 1, 'a');
    badge.show(7, 1, 'a');
    badge.show(7, 1, 'b');
    expect(said).toHaveLength(2);
  });

  test('has room for two digits', () => {
    const { said, badge } = watched();
    badge.show(7, 250, 'a');
    expect(said).toEqual(['7 "99+" Idscope: 250 errors']);
  });

  test('goes with the panel, once', () => {
    const { said, badge } = watched();
    badge.show(7, 3, 'a');
    badge.clear(7);
    badge.clear(7);
    badge.clear(8);
    expect(said.slice(1)).toEqual(['7 "" Idscope']);
  });
});

test('the badge follows the tab that is watched, from its first result until its panel closes', async () => {
  const world = newWorld();
  const { panel, page, badges } = wakeWorker(world);
  const line = panel();
  page();
  await world.time.advance(500);
  expect(badges).toEqual(['7: – (Idscope)']);
  line.say({ kind: 'options.set', change: { as: 'called' } });
  await world.time.advance(500);
  expect(badges).toHaveLength(1);
  line.hangUp();
  await world.time.advance(5_000);
  expect(badges).toEqual(['7: – (Idscope)', '7: – (Idscope)']);
});
