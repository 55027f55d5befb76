import type { Ids } from '../core/observation.ts';
import { callSite } from './call-site.ts';
import type { Tell } from './channel.ts';
import { each, sliceText, some } from './intrinsics.ts';
import { newWeakMap } from './kinds.ts';
import type { QueuedCalls } from './queued.ts';
import type { Reporter } from './reporter.ts';
import { ownText, quotedText, snapshot } from './snapshot.ts';
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
  readonly fill: (members: string | null) => void;
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
  const texts = newWeakMap<About, string>();
  const aboutText = (vendor: Vendor, about: About): string => {
    const known = texts.get(about);
    if (known !== undefined) return known;
    const { project, instance } = about;
    const text = sliceText(ownText({ vendor: vendor.name, project, instance }), 1, -1);
    texts.set(about, text);
    return text;
  };
  let lastIds: Ids | null = null;
  let lastText = 'null';
  /** Most calls leave the ids as they were. */
  const idsText = (ids: Ids | null): string => {
    if (ids !== lastIds) {
      lastIds = ids;
      lastText = ids === null ? 'null' : ownText(ids);
    }
    return lastText;
  };
  const textOrNull = (text: string | null): string => (text === null ? 'null' : quotedText(text));
  /** The members of a report, put together by hand, because it is done for every call of a page. */
  const told = (
    { call, vendor, about, method, args, site, parent }: Made,
    before: Ids | null,
    after: Ids | null,
    queued: boolean,
    replayOf: string | null,
  ): string =>
    `"kind":"call.observed","call":"${call}",${aboutText(vendor, about)},"method":"${method}","site":${textOrNull(site)},"parent":${textOrNull(parent)},"before":${idsText(before)},"after":${idsText(after)},"queued":${queued},"replayOf":${textOrNull(replayOf)},"args":${args}}`;

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
        text = told(own, before, ids(), false, replayOf);
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
      reporter.reserve()(told(own, null, null, true, null));
    },
  };
};
