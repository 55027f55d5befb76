import { describe, expect, it } from 'vitest';
import { plainColour } from '../../../../src/ui/picture/colour.ts';
import { graphOf } from '../../../../src/ui/picture/graph.ts';
import { layoutOf } from '../../../../src/ui/picture/layout.ts';
import { pictureOf } from '../../../../src/ui/picture/shapes.ts';
import { toSvg, xmlText } from '../../../../src/ui/picture/to-svg.ts';
import { nextStop } from '../../../../src/ui/picture/walk.ts';
import { parseXml } from '../../../support/strict-xml.ts';
import { devices, noneCarried, profileOf, projectWith, refusalOf } from './project.ts';

const nasty = `<script>alert("1")</script>&'\u0000\uD800`;

const picture = (ids: readonly string[] = ['$device:D1', 'U1']) => {
  const profiles = [profileOf('p1', ids, ids[1] === undefined ? [] : [[ids[0] ?? '', ids[1]]]), profileOf('p2', ['U2'])];
  const project = projectWith(profiles, [refusalOf(['U2', ids[0] ?? ''])]);
  return pictureOf(layoutOf(graphOf(project, profiles, noneCarried), 900), new Map([['U1', 0]]));
};

const colourOf = (paint: string, hue: string): string => `${hue}-${paint}`;

describe('the picture as SVG', () => {
  it('is one well-formed file with every id, the merging event and the reason of what was refused', () => {
    const svg = toSvg(picture(), 'Clusters', colourOf);
    expect(() => parseXml(svg)).not.toThrow();
    for (const said of ['D1', 'U1', 'event 0', 'errAnonDistinctIdAssig', 'stroke-dasharray', '2 events']) expect(svg).toContain(said);
  });

  it('needs nothing else: no address, no style, no script, no variable of the panel', () => {
    const svg = toSvg(picture(), 'Clusters', colourOf);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|<style|<script|href|var\(|class=/);
  });

  it('holds whatever a page made an id of as text', () => {
    const svg = toSvg(picture([`$device:${nasty}`, nasty]), nasty, colourOf);
    expect(() => parseXml(svg)).not.toThrow();
    expect(svg).not.toContain('<script');
  });

  it('escapes quotes and drops what XML cannot say', () => {
    expect(xmlText(nasty)).toBe('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;\uFFFD\uFFFD');
    expect(xmlText('😀 ä')).toBe('😀 ä');
  });

  it('colours each person as the panel does', () => {
    expect(toSvg(picture(), 'Clusters', colourOf)).toContain('stroke="hue-0-ink"');
  });
});

describe('a colour for any program', () => {
  it('is hexadecimal where it was oklch', () => {
    // https://www.w3.org/TR/css-color-4/#ok-lab: white, black, and sRGB red.
    expect(plainColour('oklch(1 0 0)')).toBe('#ffffff');
    expect(plainColour('oklch(0 0 0)')).toBe('#000000');
    expect(plainColour('oklch(0.62796 0.25768 29.2339)')).toBe('#ff0000');
  });

  it('stays what it was otherwise', () => {
    expect(plainColour(' #202124 ')).toBe('#202124');
  });
});

describe('what the picture leads to', () => {
  it('is the row of a merging event, the events of an id, the list of what is folded', () => {
    const to = (key: string) => picture().groups.find((group) => group.key === key)?.leads;
    expect(to('p1 $device:D1 – p1 U1')).toEqual({ to: 'row', key: 'k0' });
    expect(to('p1 $device:D1')).toEqual({ to: 'search', text: 'D1' });
    const profiles = [profileOf('p1', devices(0, 117))];
    const folded = pictureOf(layoutOf(graphOf(projectWith(profiles), profiles, noneCarried), 900), new Map());
    const fold = folded.groups.find(({ leads }) => leads?.to === 'list');
    expect(fold?.title).toBe('List 112 anonymous ids');
    expect(fold?.shapes.some((shape) => shape.tag === 'text' && shape.text.startsWith('+ 112'))).toBe(true);
  });
});

describe('arrow keys', () => {
  const stops = [
    { x: 0, y: 0 },
    { x: 100, y: 0 },
    { x: 100, y: 50 },
    { x: 0, y: 200 },
  ];
  it('go to the nearest part ahead', () => {
    expect(nextStop(stops, 0, 'ArrowRight')).toBe(1);
    expect(nextStop(stops, 1, 'ArrowDown')).toBe(2);
    expect(nextStop(stops, 0, 'ArrowDown')).toBe(3);
    expect(nextStop(stops, 2, 'ArrowUp')).toBe(1);
  });
  it('stay where nothing is ahead', () => {
    expect(nextStop(stops, 0, 'ArrowLeft')).toBe(0);
    expect(nextStop([], 0, 'ArrowLeft')).toBe(0);
  });
});
