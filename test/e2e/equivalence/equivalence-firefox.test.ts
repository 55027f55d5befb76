import { describeEquivalence } from './describe-equivalence.ts';

describeEquivalence('firefox');
