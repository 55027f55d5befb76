import { describe, expect, it } from 'vitest';
import type { View, ViewRow } from '../../../src/messages/view.ts';
import { parseQuery, rowFilter, touchesIdentity } from '../../../src/ui/filter.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const view = scenes.broken?.().view as View;
const found = (text: string): readonly ViewRow[] => view.rows.filter(rowFilter(parseQuery(text), view.projects));
const titles = (rows: readonly ViewRow[]): readonly string[] => rows.map((row) => `${row.title} ${row.detail}`.trim());

describe('the filter', () => {
  it('keeps everything while nothing is typed', () => {
    expect(found('  ')).toEqual(view.rows);
  });

  it('finds words anywhere, in any case', () => {
    expect(titles(found('CART'))).toEqual(['track Added to Cart']);
  });

  it('wants all words', () => {
    expect(titles(found('track newsletter'))).toEqual(['track Newsletter Opened']);
    expect(found('cart newsletter')).toEqual([]);
  });

  it('excludes words after a minus', () => {
    expect(titles(found('track mixpanel -viewed -page -anna'))).not.toContain('track Product Viewed');
    expect(found('-track').some((row) => row.title === 'track')).toBe(false);
  });

  it('finds by delivery', () => {
    expect(titles(found('failed'))).toEqual(['track Account Tab Focused']);
  });

  it('finds events by the person they land on now, although they carried no such id', () => {
    const anonymous = found('anna').filter((row) => row.ids?.knownId === null);
    expect(titles(anonymous)).toContain('track Added to Cart');
  });

  it('ignores a lone minus', () => {
    expect(parseQuery('-')).toEqual({ wanted: [], unwanted: [] });
  });
});

describe('identity only', () => {
  const kept = view.rows.filter(touchesIdentity);

  it('hides plain events', () => {
    expect(titles(kept)).not.toContain('track Added to Cart');
    expect(kept.some((row) => row.title === 'page')).toBe(false);
  });

  it('keeps identify, reset, logins, logouts and pages', () => {
    expect(new Set(kept.map((row) => row.title))).toEqual(
      new Set(['Page opened', 'SDK found', 'login', 'logout', 'identify', 'reset', 'track', '12 observations not recorded']),
    );
  });

  it('keeps events that never arrived', () => {
    expect(titles(kept.filter((row) => row.title === 'track'))).toEqual(['track Account Tab Focused', 'track Newsletter Opened']);
  });
});
