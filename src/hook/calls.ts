import type { Ids } from '../core/observation.ts';
import { callSite } from './call-site.ts';
import type { Tell } from './channel.ts';
import { each, sliceText, some } from './intrinsics.ts';
import type { QueuedCalls } from './queued.ts';
import type { Reporter } from './reporter.ts';
import { ownText, snapshot } from './snapshot.ts';
import type { Stored } from './stored.ts';
import type { About, Vendor } from './vendors/vendor.ts';

type Made = {
  readonly call: string;
  readonly vendor: Vendor;
  readonly about: About;
  readonly method: string;
  readonly args: string;
  readonly site: string | null;
  readonly parent: string | null;
};

/** A call that runs. */
export type Running = {
  readonly own: Made;
  readonly before: Ids | null;
  readonly replayOf: string | null;
  readonly fill: (text: string | null) => void;
  /** The macrotask it was made in. */
  readonly task: number;
  readonly ids: () => Ids | null;
};

export type Calls = {
  begin(vendor: Vendor, about: About, method: string, args: readonly unknown[], sdk?: unknown): Running;
  end(running: Running): void;
  queued(vendor: Vendor, about: About, method: string, args: readonly unknown[]): void;
  /** Whether the innermost call that runs now is one of that vendor's. */
  inside(vendor: Vendor): boolean;
  /** The innermost call that runs now. */
  current(): string | null;
  /** Asks `callOf`, when no call runs, on behalf of which call of `vendor` another SDK is called. */
  drive(vendor: Vendor, callOf: CallOf): void;
};

/** By the first argument of what is called. */
type CallOf = (first: unknown) => string | undefined;

type Dependencies = {
  readonly reporter: Reporter;
  readonly stored: () => Stored;
  readonly queue: QueuedCalls;
  readonly tell: Tell;
  readonly nextCall: () => string;
};

/** Reports calls: in the order they were made, with the ids before and after, and the call they were made in. */
export const startCalls = ({ reporter, stored, queue, tell, nextCall }: Dependencies): Calls => {
  const stack: Running[] = [];
  const top = (): Running | undefined => {
    // Whatever seems to run since an earlier task ended unheard, with the page's stack used up.
    if (stack[0] && stack[0].task !== reporter.task()) stack.length = 0;
    return stack[stack.length - 1];
  };
  const inside = (vendor: Vendor): boolean => top()?.own.vendor === vendor;
  const current = (): string | null => top()?.own.call ?? null;
  const drivers: { readonly vendor: Vendor; readonly callOf: CallOf }[] = [];
  /** What is known of a call when it is made. */
  const made = (vendor: Vendor, about: About, method: string, given: readonly unknown[]): Made => {
    let parent = current();
    each(drivers, (driver) => {
      if (driver.vendor !== vendor) parent ??= driver.callOf(given[0]) ?? null;
    });
    return {
      call: nextCall(),
      vendor,
      about,
      method,
      args: snapshot(vendor.withoutStubArguments?.(given) ?? given),
      // Where it comes from is asked only of calls that nothing else explains.
      site: !parent && some(vendor.identity, (one) => one === method) ? callSite() : null,
      parent,
    };
  };
  const told = ({ vendor, about, args, ...rest }: Made, more: object): string =>
    `${sliceText(ownText({ kind: 'call.observed', ...rest, vendor: vendor.name, project: about.project, instance: about.instance, ...more }), 0, -1)},"args":${args}}`;

  return {
    current,
    inside,
    drive: (vendor, callOf) => {
      drivers[drivers.length] = { vendor, callOf };
    },
    begin(vendor, about, method, given, sdk) {
      if (method === 'identify') tell('named');
      stored().settle();
      const own = made(vendor, about, method, given);
      const ids = (): Ids | null => vendor.live?.(sdk) ?? stored().idsOf(vendor, about.project);
      const running: Running = {
        own,
        before: ids(),
        ids,
        // What the SDK calls by itself inside another call was never queued.
        replayOf: inside(vendor) ? null : queue.take(vendor.name, method, own.args),
        fill: reporter.reserve(),
        task: reporter.task(),
      };
      stack[stack.length] = running;
      return running;
    },
    end(running) {
      const { own, before, replayOf, fill, ids } = running;
      let text: string | null = null;
      try {
        stored().settle();
        text = told(own, { before, after: ids(), queued: false, replayOf });
      } finally {
        let index = stack.length - 1;
        while (index >= 0 && stack[index] !== running) index -= 1;
        if (index >= 0) stack.length = index;
        fill(text);
      }
    },
    queued(vendor, about, method, given) {
      const own = made(vendor, about, method, given);
      queue.add(own.call, vendor.name, method, own.args);
      reporter.reserve()(told(own, { before: null, after: null, queued: true, replayOf: null }));
    },
  };
};
