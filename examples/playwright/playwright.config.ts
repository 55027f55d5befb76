import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** A browser that is installed already; without it Playwright takes the one it downloads itself. */
const installed = [process.env.IDSCOPE_CHROMIUM, '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path));

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 2,
  // Enough for an SDK that sends every five seconds, on a machine that is busy.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  outputDir: '../../node_modules/.cache/idscope/examples',
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(installed === undefined ? {} : { executablePath: installed }),
      // As root, which containers are, Chromium starts without its sandbox or not at all.
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
});
