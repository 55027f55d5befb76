import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical, by all its rules or some. */
export const seriousOf = async (page: Page | Frame, rules?: readonly string[]): Promise<readonly string[]> => {
  await page.evaluate(axe);
  return page.evaluate(async (only) => {
    type Axe = {
      run(
        options: object,
      ): Promise<{ violations: { id: string; impact: string; nodes: { target: string[]; failureSummary: string }[] }[] }>;
    };
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({
      resultTypes: ['violations'],
      ...(only === null ? {} : { runOnly: only }),
    });
    return violations
      .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
      .flatMap((violation) =>
        violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary}`),
      );
  }, rules ?? null);
};

/** Elements that stick out of the window: what a narrow panel would cut. */
export const clippedIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const sticksOut = (element: Element): boolean => element.getBoundingClientRect().right > innerWidth + 1;
    /** What its own box shortens with an ellipsis, or lets be scrolled, is not cut by the window. */
    const isHeld = (element: Element): boolean => {
      for (let box = element.parentElement; box !== null && !box.matches('.panel'); box = box.parentElement)
        if (getComputedStyle(box).overflowX !== 'visible' && !sticksOut(box)) return true;
      return false;
    };
    return [...document.querySelectorAll('.panel *')]
      .filter((element) => sticksOut(element) && element.closest('.cell, .wide-content') === null && !isHeld(element))
      .slice(0, 4)
      .map((element) => `${element.tagName}.${element.getAttribute('class')}`);
  });

/** Tables of profiles whose rows are not as high as the list was told: further down, rows would stand where they are not looked for. */
export const unevenIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.profiles')].flatMap((table) => {
      const list = table.querySelector<HTMLElement>('tbody');
      const rows = [...(list?.children ?? [])];
      if (list === null || rows.length !== Number(table.getAttribute('aria-rowcount')) - 1) return [];
      const told = Number.parseFloat(list.style.height);
      const drawn = rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
      return Math.abs(told - drawn) < 0.5 ? [] : [`${table.ariaLabel}: ${rows.length} rows of ${drawn} pixels in ${told}`];
    }),
  );
