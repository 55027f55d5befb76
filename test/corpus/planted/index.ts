import type { Story } from '../story.ts';

/** One mistake each. */
export const plantedStories: readonly Story[] = [];
