import { cases } from './cases/index.ts';
import { describeHostile } from './describe-hostile.ts';

describeHostile('chromium', cases);
