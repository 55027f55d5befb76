import { plantedBasics } from './basics.ts';
import { plantedIds } from './ids.ts';
import { plantedOrder } from './order.ts';
import type { PlantedStory } from './planted.ts';
import { plantedTools } from './tools.ts';
import { plantedWays } from './ways.ts';

/** One mistake each. */
export const plantedStories: readonly PlantedStory[] = [...plantedBasics, ...plantedIds, ...plantedOrder, ...plantedTools, ...plantedWays];
