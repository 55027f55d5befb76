import { casesOf, describeSdks } from './sdk/describe-sdks.ts';
import { jitsu } from './sdk/sdks/jitsu.ts';
import { mparticle } from './sdk/sdks/mparticle.ts';
import { snowplow } from './sdk/sdks/snowplow.ts';

describeSdks('chromium', casesOf([jitsu, mparticle, snowplow]));
