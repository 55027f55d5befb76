import type { Product, Shape } from './catalogue.ts';
import { type Html, html, raw } from './html.ts';

const outlines: Readonly<Record<Shape, string>> = {
  mug: '<path d="M62 62h66v58a20 20 0 0 1-20 20H82a20 20 0 0 1-20-20z"/><path class="line" d="M128 78h10a17 17 0 0 1 0 40h-10"/>',
  pot: '<path d="M52 104c0-30 20-46 48-46s48 16 48 46c0 24-18 38-48 38s-48-14-48-38z"/><path d="M145 92l28-22 6 6-26 40z"/><circle cx="100" cy="50" r="8"/><path class="line" d="M55 88c-22-6-34 8-28 24 4 10 16 14 28 10"/>',
  bowl: '<path d="M42 78h116c0 36-24 62-58 62s-58-26-58-62z"/><path d="M78 136h44l6 12H72z"/>',
  vase: '<path d="M88 46h24v26c22 10 32 26 32 44 0 22-18 32-44 32s-44-10-44-32c0-18 10-34 32-44z"/><path class="line" d="M100 46c0-14-8-22-16-28M102 46c2-16 12-24 18-30"/>',
  plate: '<ellipse cx="100" cy="106" rx="66" ry="34"/><ellipse class="inner" cx="100" cy="102" rx="42" ry="19"/>',
  tin: '<rect x="62" y="56" width="76" height="90" rx="8"/><rect x="58" y="46" width="84" height="20" rx="6"/><rect class="inner" x="74" y="84" width="52" height="34" rx="4"/>',
};

/** A drawing of the product; says nothing that the text beside it does not say. */
export const picture = (product: Product): Html =>
  html`<svg class="picture" style="--hue:${product.hue}" viewBox="0 0 200 180" aria-hidden="true"><ellipse class="shadow" cx="100" cy="150" rx="70" ry="9"/>${raw(outlines[product.shape])}</svg>`;
