import type { Story } from '../story.ts';
import { sharedDevice } from './shared-device.ts';

export const correctStories: readonly Story[] = [sharedDevice];
