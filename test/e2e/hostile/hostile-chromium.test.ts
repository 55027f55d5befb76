import { casesFor } from './cases/index.ts';
import { describeHostile } from './describe-hostile.ts';

describeHostile('chromium', casesFor(process.env.IDSCOPE_SOAK === '1' ? 30 : 3));
