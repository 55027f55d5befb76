import { randomUUID } from 'node:crypto';

export type Account = { readonly id: string; readonly name: string; readonly email: string; readonly password: string };
export type Session = { readonly account: Account; moment: 'signed-up' | 'logged-in' | null };

/** A customer who has been here before, on another device. Invented. */
export const returningCustomer: Account = { id: 'cus-1007', name: 'Mara Lindqvist', email: 'mara@kiln.example', password: 'kettle-1007' };

export type Accounts = {
  /** Null when the address is taken. */
  signUp(name: string, email: string, password: string): Account | null;
  /** Null when address and password do not fit. */
  logIn(email: string, password: string): Account | null;
  /** Opens a session and gives its secret. */
  open(account: Account, moment: 'signed-up' | 'logged-in'): string;
  session(secret: string | undefined): Session | null;
  close(secret: string | undefined): void;
};

/** Accounts and sessions of one running shop, in memory only. */
export function createAccounts(): Accounts {
  const byEmail = new Map<string, Account>([[returningCustomer.email, returningCustomer]]);
  const sessions = new Map<string, Session>();
  let lastNumber = 1041;
  const key = (email: string) => email.trim().toLowerCase();
  return {
    signUp(name, email, password) {
      if (byEmail.has(key(email))) return null;
      lastNumber += 1;
      const account = { id: `cus-${lastNumber}`, name: name.trim(), email: key(email), password };
      byEmail.set(key(email), account);
      return account;
    },
    logIn(email, password) {
      const account = byEmail.get(key(email));
      return account?.password === password ? account : null;
    },
    open(account, moment) {
      const secret = randomUUID();
      sessions.set(secret, { account, moment });
      return secret;
    },
    session: (secret) => sessions.get(secret ?? '') ?? null,
    close: (secret) => void sessions.delete(secret ?? ''),
  };
}
