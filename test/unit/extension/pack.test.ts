import { expect, test } from 'vitest';
import { pack, unpack } from '../../../src/extension/background/pack.ts';

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
