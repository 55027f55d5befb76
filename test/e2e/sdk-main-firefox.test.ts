import { casesOf, describeSdks } from './sdk/describe-sdks.ts';
import { amplitude } from './sdk/sdks/amplitude.ts';
import { mixpanel } from './sdk/sdks/mixpanel.ts';
import { posthog } from './sdk/sdks/posthog.ts';
import { rudderstack } from './sdk/sdks/rudderstack.ts';
import { segment } from './sdk/sdks/segment.ts';

describeSdks('firefox', casesOf([mixpanel, segment, posthog, amplitude, rudderstack]));
