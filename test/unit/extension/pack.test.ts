import { expect, test } from 'vitest';
import { pack, unpack } from '../../../src/extension/background/pack.ts';
import { fakeClock } from './fakes.ts';

test('packed text comes back as it was, whatever its characters', async () => {
  const text = `${'naïve ☃ 𝄞 \u0000'.repeat(20_000)}end`;
  const packed = await pack(text);
  expect(await unpack(packed)).toBe(text);
  expect(packed).toMatch(/^[A-Za-z0-9+/=]+$/);
  expect(packed.length).toBeLessThan(text.length / 10);
});

test('what was never packed is refused', async () => {
  await expect(unpack('bm90IGRlZmxhdGVk')).rejects.toThrow();
});

test('no test goes on while something is packed, however long it takes', async () => {
  let done = '';
  const written = (async () => {
    for (let round = 0; round < 3; round += 1) done = await unpack(await pack(`${done}${round}${'naïve ☃ 𝄞 '.repeat(200_000)}`));
    done = 'written';
  })();
  await fakeClock().settle();
  expect(done).toBe('written');
  await written;
});
