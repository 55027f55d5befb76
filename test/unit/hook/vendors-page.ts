import { startCalls } from '../../../src/hook/calls.ts';
import { createGuard } from '../../../src/hook/guard.ts';
import { createReach, type Handlers } from '../../../src/hook/instances.ts';
import { createQueuedCalls } from '../../../src/hook/queued.ts';
import { startStored } from '../../../src/hook/stored.ts';
import { vendorFiles, watchesOf } from '../../../src/hook/vendors/index.ts';
import { watchNames } from '../../../src/hook/watching.ts';
import { vendors } from '../../support/hook-vendors.ts';

export type Seen = { readonly kind: string; readonly [member: string]: unknown };

/** A stand-in for a page: an object in the place of `window`, with every vendor's file at work on it. */
export const standInPage = () => {
  const page: Record<string, unknown> = {};
  const seen: Seen[] = [];
  const errors: string[] = [];
  const guard = createGuard((why) => errors.push(why));
  const reporter = {
    say: (fact: object) => void seen.push(fact as Seen),
    reserve: () => {
      const at = seen.length;
      seen.push({ kind: 'reserved' });
      return (members: string) => {
        seen[at] = JSON.parse(`{${members}`) as Seen;
      };
    },
    abandon: (why: string) => void errors.push(why),
    task: () => 0,
  };
  let count = 0;
  const stored = startStored({ vendors, readAll: () => {}, say: () => {}, cause: () => null, later: () => {} });
  const calls = startCalls({
    reporter: reporter as never,
    stored: () => stored,
    queue: createQueuedCalls(),
    tell: () => {},
    nextCall: () => `c-${count++}`,
  });
  for (const file of vendorFiles) {
    let handlers: Handlers | undefined;
    watchNames({ page, on: () => {}, guard }, watchesOf(file), (name, value) => {
      handlers ??= createReach(file, page as never, guard, {
        reporter: reporter as never,
        stored,
        calls,
        hosts: new Map(),
        hostOf: (address) => new URL(address).host,
      });
      return handlers[name]?.(value);
    });
  }
  return {
    page,
    errors,
    /** `vendor method args`, as the page made them. */
    calls: (): readonly string[] =>
      seen
        .filter(({ kind }) => kind === 'call.observed')
        .map(({ vendor, method, args, queued }) => `${vendor} ${method}${queued ? ' (queued)' : ''} ${JSON.stringify(args)}`),
    /** `vendor method first < vendor method first`: each call by its first argument, and the call it was made for. */
    joined: (): readonly string[] => {
      const named = ({ vendor, method, args }: Seen): string => `${vendor} ${method} ${(args as readonly unknown[])[0]}`;
      const made = seen.filter(({ kind }) => kind === 'call.observed');
      return made.map((one) => {
        const parent = made.find(({ call }) => call === one.parent);
        return named(one) + (parent ? ` < ${named(parent)}` : '');
      });
    },
    found: (): readonly string[] =>
      seen.filter(({ kind }) => kind === 'sdk.found').map(({ vendor, project, instance }) => `${vendor} ${project} ${instance}`),
  };
};
