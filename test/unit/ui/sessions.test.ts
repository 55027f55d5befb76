import { describe, expect, it } from 'vitest';
import type { ViewRow } from '../../../src/messages/view.ts';
import { nextMark } from '../../../src/ui/components/mark-tools.tsx';
import { parseQuery, rowFilter } from '../../../src/ui/filter.ts';
import { rowName } from '../../../src/ui/row-name.ts';
import { asWord, elsewhereIn, placesOf } from '../../../src/ui/sessions.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const view = scenes.session?.().view;
if (view == null) throw new Error('no scene');
const { rows, devices } = view;

const found = (text: string): readonly ViewRow[] => {
  const keeps = rowFilter(parseQuery(text), view.projects, devices);
  return rows.filter(keeps);
};

describe('places of a session', () => {
  it('are its devices, each with its tabs', () => {
    expect(placesOf(view).map(({ label, tab }) => [label, tab])).toEqual([
      ['This browser', 7],
      ['This browser', 9],
      ['Private windows', 12],
      ['phone.har', null],
    ]);
  });

  it('are told of rows from elsewhere only', () => {
    const elsewhere = elsewhereIn(view);
    const said = new Set(rows.map((row) => `${row.device} ${row.tab}: ${elsewhere(row)}`));
    expect([...said].sort()).toEqual(['here 7: null', 'here 9: tab 9', 'phone null: phone.har', 'private 12: Private windows']);
  });

  it('are not told while there is one', () => {
    const alone = scenes.broken?.().view;
    if (alone == null) throw new Error('no scene');
    const elsewhere = elsewhereIn(alone);
    expect(alone.rows.map(elsewhere).every((one) => one === null)).toBe(true);
  });

  it.each([
    ['Private windows, set 2', 'private-windows-set-2'],
    ['phone.har', 'phone.har'],
    ['  Über & alt ', 'über-alt'],
  ])('%s is one word for the filter', (label, word) => expect(asWord(label)).toBe(word));
});

describe('fields of the filter', () => {
  it.each([
    ['tab:9', ({ tab }: ViewRow) => tab === 9],
    ['-tab:9', ({ tab }: ViewRow) => tab !== 9],
    ['device:private-windows', ({ device }: ViewRow) => device === 'private'],
    ['device:phone', ({ device }: ViewRow) => device === 'phone'],
    ['mark:', ({ kind }: ViewRow) => kind === 'mark'],
    ['mark:anna', ({ key }: ViewRow) => key === 'm2'],
  ] as const)('%s finds just these', (text, is) => {
    expect(found(text)).toEqual(rows.filter(is));
    expect(found(text).length).toBeGreaterThan(0);
  });

  it('find nothing of what is not there, and go together with other words', () => {
    expect(found('tab:99')).toEqual([]);
    expect(found('device:fridge')).toEqual([]);
    expect(found('tab:9 product').every(({ tab }) => tab === 9)).toBe(true);
    expect(found('tab:9 product').length).toBeGreaterThan(0);
  });

  it('leave words with a colon alone that ask for no field', () => {
    expect(found('https://shop.example').length).toBeGreaterThan(0);
  });
});

describe('the way between marks', () => {
  it.each([
    [null, 1, 'm1'],
    [null, -1, 'm2'],
    ['m1', 1, 'm2'],
    ['m2', 1, 'm1'],
    ['m2', -1, 'm1'],
    ['m1', -1, 'm2'],
  ] as const)('from %s by %d is %s', (from, by, to) => expect(nextMark(rows, from, by)).toBe(to));

  it('leads from between two to the nearer one on that side, and nowhere without marks', () => {
    const between = rows[rows.findIndex(({ key }) => key === 'm1') + 2]?.key ?? null;
    expect([nextMark(rows, between, 1), nextMark(rows, between, -1)]).toEqual(['m2', 'm1']);
    expect(nextMark([], null, 1)).toBeNull();
  });
});

it('a row is named by its time and what happened, without its origin', () => {
  const [first] = rows;
  expect(first && rowName(first)).toMatch(/^\d\d:\d\d:\d\d Page opened \/$/);
  const login = rows.find(({ kind }) => kind === 'signal');
  expect(login && rowName(login)).toMatch(/ Login$/);
});
