import type { View, ViewRow } from '../messages/view.ts';
import { asWord } from './sessions.ts';

/** A test for rows that a word stands for; null for a word that is looked for in what is written. */
export type FieldTest = (row: ViewRow) => boolean;

/** A word that asks for one member of a row, such as `tab:7`; null for any other word. */
export const fieldTest = (word: string, devices: View['devices']): FieldTest | null => {
  const cut = word.indexOf(':');
  const asked = word.slice(cut + 1);
  switch (word.slice(0, Math.max(cut, 0))) {
    case 'tab':
      return (row) => row.tab !== null && String(row.tab) === asked;
    case 'device': {
      const found = new Set(devices.filter(({ id, label }) => asWord(label).includes(asWord(asked)) || id === asked).map(({ id }) => id));
      return (row) => found.has(row.device);
    }
    case 'mark':
      return (row) => row.kind === 'mark' && row.detail.toLowerCase().includes(asked);
    default:
      return null;
  }
};
