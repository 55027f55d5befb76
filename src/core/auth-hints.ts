import { authAnswers, authSigns } from './auth-signs.ts';
import type { AuthSignal, ObservationOf } from './observation.ts';

type Signalled = ObservationOf<'auth.signalled'>;

/** How long a page may take to answer, in milliseconds. A login form's answer may take its time. */
export const answerMaxWait = { login: 60_000, logout: 15_000, expiry: 15_000 } as const satisfies Record<AuthSignal, number>;

/** How long a hint holds, in milliseconds: a visit to a provider or an inbox takes time, a session ends at once. */
export const hintMaxAge = { login: 900_000, logout: 15_000, expiry: 15_000 } as const satisfies Record<AuthSignal, number>;

const answers: readonly string[] = authAnswers;
const attempts = new Set(authSigns.flatMap(({ role, signal, source }) => (role === 'attempt' ? [`${signal} ${source}`] : [])));

/** What a page says of itself once it shows something. The detail is what its controls offer. */
export const isAnswer = ({ source, confirmed }: Signalled): boolean => !confirmed && answers.includes(source);

/** A reason to expect a change of who is logged in, which no page shows yet. */
export const isHint = ({ source, confirmed }: Signalled): boolean => !confirmed && source.startsWith('hint:');

/** An attempt to log in or out, whose outcome is not known yet. */
export const isAttempt = ({ signal, source, confirmed }: Signalled): boolean => !confirmed && attempts.has(`${signal} ${source}`);

/** Whether a page shows somebody logged in, offers to log in, or neither. */
export const face = ({ source, detail }: Signalled): 'in' | 'out' | 'neither' =>
  detail === 'log-out' ? 'in' : detail === 'log-in' || source === 'password-form-again' ? 'out' : 'neither';
