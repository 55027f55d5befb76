import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { VariantId } from '../../demo/shop/variants.ts';

/** The text of a recording of the demo shop, as the extension exported it. */
export const demoRecording = (variant: VariantId): string =>
  gunzipSync(readFileSync(fileURLToPath(new URL(`../fixtures/demo/${variant}.idscope.json.gz`, import.meta.url)))).toString();
