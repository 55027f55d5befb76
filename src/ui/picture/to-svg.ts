import type { Group, Paint, Picture, Shape } from './shapes.ts';

/** The colour of a role in a group of this hue, as text that stands on its own. */
export type ColourOf = (paint: Paint, hue: string) => string;

const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in XML, in an element or an attribute: ids are whatever a page made of them. */
export const xmlText = (text: string): string => text.replace(notXml, '\uFFFD').replace(/[&<>"']/g, (sign) => entities[sign] ?? '');

const element = (tag: string, attributes: Readonly<Record<string, string | number | undefined>>, content = ''): string => {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
  return content === '' ? `<${tag}${written}/>` : `<${tag}${written}>${content}</${tag}>`;
};

/** The attributes that a shape has on the screen and in a file alike; `colour` says what stands for a paint. */
export const attributesOf = (shape: Shape, colour: (paint: Paint) => string): Readonly<Record<string, string | number | undefined>> => {
  const dashes = 'dashed' in shape && shape.dashed === true ? '4 3' : undefined;
  switch (shape.tag) {
    case 'rect':
      return {
        x: shape.x,
        y: shape.y,
        width: shape.width,
        height: shape.height,
        rx: shape.rx,
        fill: colour(shape.fill),
        stroke: colour(shape.stroke),
        'stroke-dasharray': dashes,
      };
    case 'path':
      return {
        d: shape.d,
        fill: colour(shape.fill),
        stroke: colour(shape.stroke),
        'stroke-width': shape.width,
        'stroke-dasharray': dashes,
      };
    case 'circle':
      return { cx: shape.cx, cy: shape.cy, r: shape.r, fill: colour(shape.fill), stroke: colour(shape.stroke), 'stroke-width': 1.5 };
    case 'text':
      return {
        x: shape.x,
        y: shape.y,
        fill: colour(shape.fill),
        'font-size': shape.size,
        'font-family': shape.mono ? 'ui-monospace, Menlo, Consolas, monospace' : 'system-ui, sans-serif',
        'font-weight': shape.bold === true ? 600 : undefined,
        'text-anchor': shape.anchor,
      };
  }
};

const groupText = (group: Group, colourOf: ColourOf): string => {
  const colour = (paint: Paint): string => (paint === 'none' ? 'none' : colourOf(paint, group.hue));
  const shapes = group.shapes.map((shape) =>
    element(shape.tag, attributesOf(shape, colour), shape.tag === 'text' ? xmlText(shape.text) : ''),
  );
  return element('g', {}, [element('title', {}, xmlText(group.title)), ...shapes].join(''));
};

/** The picture as a file that needs nothing else: no style sheet, no script, no font, no address. */
export const toSvg = ({ width, height, groups }: Picture, title: string, colourOf: ColourOf): string => {
  const ground = element('rect', { width, height, fill: colourOf('ground', 'hue-none') });
  const head = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('svg', head, [element('title', {}, xmlText(title)), ground, ...groups.map((group) => groupText(group, colourOf))].join('\n'))}\n`;
};
