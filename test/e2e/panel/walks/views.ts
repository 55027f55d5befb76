import { expect } from 'vitest';
import { seriousOf } from '../../../ui-frame/checks.ts';
import type { Desk } from '../desk.ts';

const views = ['1', '2', '3', '4', '5', '6'] as const;
const sheets = [',', 's', 'd', 'm', '?'] as const;

/** Each view, each sheet and the detail, as DevTools shows them, under axe. */
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
  for (const sheet of sheets) {
    await desk.rest();
    await desk.key(sheet);
    await desk.says('dialog h2', '');
    await look(`sheet ${sheet}`);
    await desk.key('Escape');
    await desk.gone('dialog');
  }
  expect(problems).toEqual([]);
};
