import { amplitude } from './amplitude.ts';
import type { CorpusVendor, Tool } from './idioms.ts';
import { mixpanel } from './mixpanel.ts';
import { posthog } from './posthog.ts';
import { rudderstack } from './rudderstack.ts';
import { segment } from './segment.ts';

export const tools: Readonly<Record<CorpusVendor, Tool>> = { mixpanel, segment, posthog, amplitude, rudderstack };
export const corpusVendors = Object.keys(tools) as readonly CorpusVendor[];
/** All of them on one page. */
export const sideBySide = 'mixpanel+segment+posthog+amplitude+rudderstack';
