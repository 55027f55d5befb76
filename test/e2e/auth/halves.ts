import { createHash } from 'node:crypto';
import type { AuthPage } from './auth-page.ts';
import { languages } from './frozen/languages.ts';
import { providers } from './frozen/providers.ts';
import { server } from './frozen/server.ts';
import { spa } from './frozen/spa.ts';
import { server as tunedServer } from './tuned/server.ts';
import { spa as tunedSpa } from './tuned/spa.ts';
import { traps } from './tuned/traps.ts';

/** Decided by nothing but the name of a page. */
export const isFrozen = (name: string): boolean => (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === 0;

/** Written, with what they expect, before the detectors that are measured by them, and never used to improve one. */
export const frozen: readonly AuthPage[] = [...server, ...providers, ...spa, ...languages];

/** What the detectors were made with. */
export const tuned: readonly AuthPage[] = [...tunedServer, ...tunedSpa, ...traps];
