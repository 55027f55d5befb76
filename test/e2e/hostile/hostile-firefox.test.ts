import { casesFor } from './cases/index.ts';
import { describeHostile } from './describe-hostile.ts';

describeHostile('firefox', casesFor(1));
