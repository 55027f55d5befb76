import { expect } from 'vitest';
import { seriousOf } from '../../../ui-frame/checks.ts';
import type { Desk } from '../desk.ts';

const views = ['1', '2', '3', '4', '5', '6'] as const;

/** Each view and the detail under axe as DevTools shows them; each sheet and state is walked in words.test.ts, dark and light. */
export const walkViews = async (desk: Desk): Promise<void> => {
  const problems: string[] = [];
  const look = async (what: string): Promise<void> => {
    for (const problem of await seriousOf(desk.panel)) problems.push(`${what}: ${problem}`);
  };
  await desk.rest();
  for (const view of views) {
    await desk.key(view);
    await desk.says('[role=tab][aria-selected=true]', '');
    await look(`view ${view}`);
  }
  await desk.key('1');
  await desk.pressRow('Bought');
  await desk.says('.detail-head h2', 'Bought');
  await look('the detail');
  await desk.key('Escape');
  expect(problems).toEqual([]);
};
