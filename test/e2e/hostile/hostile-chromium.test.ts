import { casesFor } from './cases/index.ts';
import { describeHostile } from './describe-hostile.ts';

describeHostile('chromium', casesFor(3));
