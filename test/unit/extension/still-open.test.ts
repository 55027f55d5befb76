import { expect, test } from 'vitest';
import type { ForeignObservation, Observation } from '../../../src/core/observation.ts';
import { stillOpen } from '../../../src/extension/background/still-open.ts';

const opened = (document: string, at: number, frame = 0): Observation => ({
  kind: 'document.opened',
  url: 'https://a/',
  referrer: '',
  lifecycle: 'active',
  document,
  at,
  seq: 0,
  device: 'd',
  tab: 1,
  frame,
});
const documents = (lines: readonly (Observation | ForeignObservation)[]): string[] => stillOpen(lines).map((line) => line.document);

test('a closed document is gone, and back when the browser restores it', () => {
  const closed: Observation = { kind: 'document.closed', to: 'bfcache', document: 'a', at: 2, seq: 1, device: 'd', tab: 1, frame: 0 };
  expect(documents([opened('a', 1), closed])).toEqual([]);
  expect(documents([opened('a', 1), closed, { ...opened('a', 3), seq: 2 }])).toEqual(['a']);
});

test('a document that left unheard gives way to the next one in its tab, with its frames', () => {
  expect(documents([opened('a', 1), opened('frame of a', 2, 5), opened('b', 3), opened('frame of b', 4, 6)])).toEqual(['b', 'frame of b']);
});

test('documents of other tabs stay', () => {
  expect(documents([opened('a', 1), { ...opened('b', 2), tab: 2 }])).toEqual(['a', 'b']);
});

test('observations of unknown kinds are no part of what is open', () => {
  expect(documents([{ kind: 'future.kind', document: 'a', at: 1, seq: 0, device: 'd' }])).toEqual([]);
});
