import { describeEquivalence } from './describe-equivalence.ts';

describeEquivalence('chromium');
