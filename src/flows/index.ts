import type { Flow } from './flow.ts';
import { sharedDevice } from './shared-device.ts';
import { signUp } from './sign-up.ts';

/** Every flow, in the order of a person's life. */
export const flows: readonly Flow[] = [signUp, sharedDevice];
