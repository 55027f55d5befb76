import type { ViewRow } from '../messages/view.ts';
import { pagePath, shortTime } from './format.ts';
import { words } from './words/en.ts';

/** A row in a few words: `10:24:03 identify anna@shop.example`. */
export const rowName = (row: ViewRow): string => {
  const title = row.kind === 'signal' ? (words.timeline.signal[row.title] ?? row.title) : row.title;
  const detail = row.kind === 'document' ? pagePath(row.detail) : row.kind === 'signal' ? '' : row.detail;
  return [shortTime(row.at), title, detail].filter((part) => part !== '').join(' ');
};
