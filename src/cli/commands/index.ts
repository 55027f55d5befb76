import type { Command } from '../command.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { exportTest } from './export-test.ts';
import { flows } from './flows.ts';
import { models } from './models.ts';
import { rules } from './rules.ts';
import { simulate } from './simulate.ts';
import { whatIf } from './what-if.ts';

/** Every command, in the order the help lists them. */
export const commands: readonly Command[] = [simulate, whatIf, check, diff, exportTest, models, rules, flows];
