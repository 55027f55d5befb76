import { emptyIdentify } from './empty-identify.ts';
import { identifyWithoutEvent } from './identify-without-event.ts';
import { loginWithoutIdentify } from './login-without-identify.ts';
import { logoutWithoutReset } from './logout-without-reset.ts';
import { mergeRefused } from './merge-refused.ts';
import { placeholderId } from './placeholder-id.ts';
import { resetWhileAnonymous } from './reset-while-anonymous.ts';
import type { Rule } from './rule.ts';
import { userSwitchedWithoutReset } from './user-switched-without-reset.ts';

/** Every rule, in the order of its number. */
export const rules: readonly Rule[] = [
  userSwitchedWithoutReset,
  logoutWithoutReset,
  resetWhileAnonymous,
  placeholderId,
  emptyIdentify,
  identifyWithoutEvent,
  mergeRefused,
  loginWithoutIdentify,
];
