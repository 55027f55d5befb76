import { describe, expect, it } from 'vitest';
import { hardCoded } from '../../ui-frame/words-shown.ts';

const told = [
  'track',
  'Page View',
  'https://shop.example/products/17',
  '18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04',
  'new-device-only',
  'utm_source',
  'newsletter',
];

describe('what is hard-coded is told from', () => {
  it.each([
    ['the catalogue, which has accents', 'Éxþóřţ ñé'],
    ['a text that was told', 'Page View'],
    ['a title and its detail', 'track Page View'],
    ['a cut id', '18f3a2b1…9c04'],
    ['a path and a time', '10:24:04 /products/17'],
    ['a machine’s word as a label', 'New device only'],
    ['a name with its value', 'utm_source=newsletter'],
  ])('%s', (_what, text) => {
    expect(hardCoded([text], told)).toEqual([]);
  });

  it.each(['Export', 'Show more', 'track it', 'View', 'beside: track'])('not so “%s”', (text) => {
    expect(hardCoded([text], [...told, 'Review everything'])).toEqual(text === 'View' ? [] : [text]);
  });
});
