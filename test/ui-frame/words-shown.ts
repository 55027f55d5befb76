import type { Page } from 'puppeteer-core';

/** Every text of the page and of its names and titles, as far as they hold letters. */
export const textsIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const panel = document.querySelector('.panel');
    if (panel === null) return [];
    const texts = new Set<string>();
    const add = (text: string | null): void => {
      if (text !== null && /[A-Za-z]{2}/.test(text)) texts.add(text.trim());
    };
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) add(node.textContent);
    for (const element of panel.querySelectorAll('[title], [aria-label], [placeholder], [alt]'))
      for (const name of ['title', 'aria-label', 'placeholder', 'alt']) add(element.getAttribute(name));
    return [...texts];
  });

/** All texts, names of members among them, that the panel was told. */
export const toldIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const texts = new Set<string>();
    const walk = (value: unknown): void => {
      if (value === null || typeof value !== 'object') texts.add(String(value));
      else
        for (const [name, inner] of Object.entries(value)) {
          texts.add(name);
          walk(inner);
        }
    };
    walk((globalThis as unknown as { told: unknown }).told);
    return [...texts];
  });

/** As a word of a machine is shown: `new-device-only` as `New device only`. */
const loosely = (text: string): string => text.toLowerCase().replaceAll(/[-_\s]+/g, ' ');

/** Cut ids, pairs of name and value, and sums of ids stand in what was told piece by piece. */
const piecesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\S+:\/\/\S+/g, '')
    .split(/[…=\n]| [+·→] /)
    .map((piece) => loosely(piece.replaceAll(/^["'\s:]+|["'\s:]+$/g, '')))
    .filter((piece) => /[a-z]{2}/.test(piece));

/** A text with accents is of the catalogue. */
const hasAccents = (text: string): boolean => /[^\x20-\x7e…·→\n“”‘’–×]/.test(text);

/** Whether words, one after the other, are texts that were told: `track Page View` is a row's title and its detail. */
const isMadeOf = (told: ReadonlySet<string>, all: string, piece: string): boolean => {
  if (all.includes(piece)) return true;
  const words = piece.split(' ');
  const ends = new Set([0]);
  for (let end = 1; end <= words.length; end += 1) {
    for (const start of [...ends]) {
      const part = words.slice(start, end).join(' ');
      // Times, paths and ids are parts of what was told; of a word alone nobody could say whose it is.
      if (told.has(part) || !/[a-z]{2}/.test(part) || (end === start + 1 && /[^a-z]/.test(part) && all.includes(part))) ends.add(end);
    }
  }
  return ends.has(words.length);
};

/** The texts that are neither of the catalogue, which has accents here, nor of what was told. */
export const hardCoded = (shown: readonly string[], told: readonly string[]): readonly string[] => {
  const known = new Set(told.map(loosely));
  const all = [...known].join('\n');
  return shown.filter(
    (text) =>
      !hasAccents(text) &&
      piecesOf(text).some((piece) => !isMadeOf(known, all, piece) && !piece.split(', ').every((part) => isMadeOf(known, all, part))),
  );
};

/** Texts that stick out of a box that can be seen, or out of the window. What is cut with an ellipsis or can be scrolled is inside. */
export const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const panel = document.querySelector('.panel');
    if (panel === null) return ['there is no panel'];
    const out: string[] = [];
    const isBox = (style: CSSStyleDeclaration): boolean =>
      style.display !== 'inline' && (style.borderRightWidth !== '0px' || style.backgroundColor !== 'rgba(0, 0, 0, 0)');
    const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (text === '' || parent === null || parent.closest('.visually-hidden, svg, option') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { right, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      let clipped = false;
      for (let box: Element | null = parent; box !== null && box !== panel; box = box.parentElement) {
        const style = getComputedStyle(box);
        if (style.overflowX !== 'visible' || style.clipPath !== 'none') {
          clipped = true;
          break;
        }
        if (isBox(style) && right > box.getBoundingClientRect().right + 1) {
          out.push(`“${text.slice(0, 40)}” out of ${box.tagName}.${box.getAttribute('class')}`);
          break;
        }
      }
      if (!clipped && right > innerWidth + 1) out.push(`“${text.slice(0, 40)}” out of the window`);
    }
    return out.slice(0, 5);
  });
