import type { Beat, Thread } from '../core/thread.ts';
import { isLogin } from './beats.ts';
import type { FlowStep } from './flow.ts';
import { step } from './steps.ts';

/** Whether somebody was seen to get in. */
export const loginStep = (thread: Thread, beats: readonly Beat[]): FlowStep => {
  const name = 'login-confirmed';
  const login = beats.find(isLogin);
  if (login !== undefined) return step(name, 'pass', 'A log-in or sign-up was seen to succeed.', login);
  if (thread.evidence === 'wire') return step(name, 'not-applicable', 'Requests alone do not tell of log-ins.');
  return step(name, 'waiting', 'No successful log-in was seen. If you did log in, press “I logged in”.');
};
