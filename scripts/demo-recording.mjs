// Makes the recording that the panel offers as a demo of the shop's broken variant: `npm start`, then `node scripts/demo-recording.mjs`.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The addresses of the shop and of its collector, which are other ones at each start, as names that nobody owns. */
function withNames(text) {
  const shop = JSON.parse(text).observations.find(({ kind }) => kind === 'document.opened').url;
  return text
    .replaceAll(new URL(shop).origin, 'https://kiln-and-kettle.example')
    .replaceAll(/http:\/\/(?:127\.0\.0\.1|localhost):\d+/g, 'https://collector.example')
    .replaceAll(/(?:127\.0\.0\.1|localhost)(?::\d+)?/g, 'kiln-and-kettle.example')
    .replaceAll('HeadlessChrome', 'Chrome');
}

const recorded = JSON.stringify(JSON.parse(await readFile(at('demo/out/no-reset.idscope.json'), 'utf8')));
const packed = deflateRawSync(withNames(recorded), { level: 9 }).toString('base64');
await writeFile(at('src/extension/panel/demo/demo.json'), `${JSON.stringify({ packed }, null, 2)}\n`);
process.stdout.write(`${packed.length} characters\n`);
