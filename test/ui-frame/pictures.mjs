// Runs pictures.ts, which needs its types taken off first.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

await runnerImport(fileURLToPath(new URL('./pictures.ts', import.meta.url)), { configFile: false, logLevel: 'warn' });
