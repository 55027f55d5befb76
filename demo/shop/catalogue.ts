export type Shape = 'mug' | 'pot' | 'bowl' | 'vase' | 'plate' | 'tin';

export type Product = {
  readonly slug: string;
  readonly name: string;
  readonly kind: 'Kiln' | 'Kettle';
  /** Whole euros. */
  readonly price: number;
  readonly line: string;
  readonly story: string;
  readonly shape: Shape;
  /** Hue of its picture, degrees. */
  readonly hue: number;
};

export const products: readonly Product[] = [
  {
    slug: 'harbour-mug',
    name: 'Harbour mug',
    kind: 'Kiln',
    price: 24,
    line: 'Stoneware, 300 ml, a thumb-wide handle.',
    story: 'Thrown in one piece and glazed twice, so the blue pools where the wall meets the foot.',
    shape: 'mug',
    hue: 208,
  },
  {
    slug: 'ember-teapot',
    name: 'Ember teapot',
    kind: 'Kiln',
    price: 68,
    line: 'Red clay, 700 ml, does not drip.',
    story: 'The spout was cut and recut until the last drop learned to stay inside.',
    shape: 'pot',
    hue: 14,
  },
  {
    slug: 'meadow-bowl',
    name: 'Meadow bowl',
    kind: 'Kiln',
    price: 32,
    line: 'Porcelain, celadon glaze, stacks.',
    story: 'Six nest into one another and fit a shelf of thirty centimetres.',
    shape: 'bowl',
    hue: 142,
  },
  {
    slug: 'dusk-vase',
    name: 'Dusk vase',
    kind: 'Kiln',
    price: 54,
    line: 'For three stems, or for none.',
    story: 'A narrow neck holds what a wide one would let fall.',
    shape: 'vase',
    hue: 268,
  },
  {
    slug: 'first-flush',
    name: 'First flush',
    kind: 'Kettle',
    price: 19,
    line: 'Spring leaves, 80 g, light and floral.',
    story: 'Picked in the first ten days of April and packed in the same week.',
    shape: 'tin',
    hue: 96,
  },
  {
    slug: 'smoke-and-pine',
    name: 'Smoke and pine',
    kind: 'Kettle',
    price: 21,
    line: 'Dried over pine fires, 100 g.',
    story: 'Strong enough for milk, patient enough for a second pot.',
    shape: 'tin',
    hue: 28,
  },
  {
    slug: 'salt-plate',
    name: 'Salt plate',
    kind: 'Kiln',
    price: 28,
    line: 'Wide rim, fired with salt, 26 cm.',
    story: 'No two alike: the fire decides where the glaze runs.',
    shape: 'plate',
    hue: 188,
  },
  {
    slug: 'night-rooibos',
    name: 'Night rooibos',
    kind: 'Kettle',
    price: 16,
    line: 'No caffeine, vanilla, 100 g.',
    story: 'For the hour when the kiln cools and nobody wants to leave.',
    shape: 'tin',
    hue: 350,
  },
];

export const productOf = (slug: string): Product | null => products.find((one) => one.slug === slug) ?? null;
