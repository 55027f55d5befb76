import type { Tell } from './channel.ts';
import type { Guard } from './guard.ts';
import type { Around, Arounds } from './instrument.ts';
import { exec, ownValue, placeIn, sliceText, test } from './intrinsics.ts';
import { isPlainPromise } from './transports/plain-promise.ts';

/** What the body of a request says it is: the name of a GraphQL operation or the kind of an OAuth grant, and nothing else. */
export const operationOf = (body: unknown): string | null => {
  const found =
    typeof body === 'string'
      ? exec(/(?:operationName|grant_type)"?\s*[:=]\s*"?(\w{1,60})|mutation\W+(\w{1,60})/, sliceText(body, 0, 2_000))
      : null;
  return found && (found[1] ?? (found[2] as string));
};

/** Told of a key of cookies, storage or a database that is about to be set or removed. */
export type Keyed = (key: unknown, isSet: boolean, inDatabase?: boolean) => void;

/** Tells of keys that may hold a session; never what they hold. */
export const createKeyed =
  (tell: Tell): Keyed =>
  (key, isSet, inDatabase = false) => {
    if (typeof key === 'string' && test(/auth|token|jwt|sess/i, key)) tell('stored', key, isSet, inDatabase);
  };

/** Tells of what no event in the document tells: forms that scripts send, and credentials that the browser hands over. */
export const authArounds = (page: Window, guard: Guard, tell: Tell, keyed: Keyed): Arounds => {
  const inDatabase = (isSet: boolean): Around<unknown> => ({
    before(_self: unknown, args: readonly unknown[]) {
      const given = args[0];
      // Where Firebase keeps its user, the key is part of what is put.
      keyed(args[1] ?? ownValue(given, 'fbase_key') ?? given, isSet, true);
      return null;
    },
  });
  const seen = async (answer: Promise<unknown>): Promise<unknown> => {
    const credential = await answer;
    if (credential) guard(() => tell('passkey'));
    return credential;
  };
  return {
    submit: {
      before(self) {
        tell('submit', placeIn(page.document.forms, self));
        return null;
      },
    },
    put: inDatabase(true),
    delete: inDatabase(false),
    get: {
      before: () => true,
      instead: (_token, result) => (isPlainPromise(result) ? seen(result) : undefined),
    },
  };
};
