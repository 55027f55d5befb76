import { plantedAnonymousIds } from './anonymous-ids.ts';
import { plantedBasics } from './basics.ts';
import { plantedCalls } from './calls.ts';
import { plantedKnownIds } from './known-ids.ts';
import { plantedOrder } from './order.ts';
import { plantedPeople } from './people.ts';
import type { Planted } from './planted.ts';
import { plantedTools } from './tools.ts';

/** Every rule that a mistake in a shop can break, with the vendors it applies to. Add yours. */
export const planted: readonly Planted[] = [
  ...plantedBasics,
  ...plantedCalls,
  ...plantedKnownIds,
  ...plantedAnonymousIds,
  ...plantedTools,
  ...plantedOrder,
  ...plantedPeople,
];
