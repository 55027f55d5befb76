import type { Ids } from '../core/observation.ts';
import { callSite } from './call-site.ts';
import { sliceText } from './intrinsics.ts';
import type { QueuedCalls } from './queued.ts';
import type { Reporter } from './reporter.ts';
import { ownText, snapshot } from './snapshot.ts';
import type { Stored } from './stored.ts';
import type { About, Vendor } from './vendors/vendor.ts';

/** A call that runs. */
export type Running = {
  readonly call: string;
  readonly vendor: Vendor;
  readonly about: About;
  readonly method: string;
  readonly args: string;
  readonly before: Ids | null;
  readonly site: string | null;
  readonly parent: string | null;
  readonly replayOf: string | null;
  readonly fill: (text: string) => void;
};

export type Calls = {
  begin(vendor: Vendor, about: About, method: string, args: readonly unknown[]): Running;
  end(running: Running): void;
  queued(vendor: Vendor, about: About, method: string, args: readonly unknown[]): void;
  /** The innermost call that runs now. */
  current(): string | null;
};

type Dependencies = {
  readonly reporter: Reporter;
  readonly stored: () => Stored;
  readonly queue: QueuedCalls;
  readonly nextCall: () => string;
};

/** Reports calls: in the order they were made, with the ids before and after, and the call they were made in. */
export const startCalls = ({ reporter, stored, queue, nextCall }: Dependencies): Calls => {
  const stack: Running[] = [];
  const top = (): Running | undefined => stack[stack.length - 1];
  const current = (): string | null => top()?.call ?? null;
  const argumentsOf = (vendor: Vendor, args: readonly unknown[]): string => snapshot(vendor.withoutStubArguments?.(args) ?? args);
  const siteOf = (vendor: Vendor, method: string): string | null =>
    stack.length === 0 && vendor.identity.includes(method) ? callSite() : null;
  const told = (running: Omit<Running, 'fill'>, after: Ids | null, queued: boolean): string => {
    const { call, vendor, about, method, args, before, site, parent, replayOf } = running;
    const { project, instance } = about;
    const fact = {
      kind: 'call.observed',
      call,
      vendor: vendor.name,
      project,
      instance,
      method,
      before,
      after,
      site,
      parent,
      queued,
      replayOf,
    };
    return `${sliceText(ownText(fact), 0, -1)},"args":${args}}`;
  };

  return {
    current,
    begin(vendor, about, method, args) {
      stored().settle();
      const text = argumentsOf(vendor, args);
      const parent = top();
      const running: Running = {
        call: nextCall(),
        vendor,
        about,
        method,
        args: text,
        before: stored().idsOf(vendor, about.project),
        site: siteOf(vendor, method),
        parent: parent?.call ?? null,
        // What the SDK calls by itself inside another call was never queued.
        replayOf: parent?.vendor === vendor ? null : queue.take(vendor.name, method, text),
        fill: reporter.reserve(),
      };
      stack[stack.length] = running;
      return running;
    },
    end(running) {
      try {
        stored().settle();
      } finally {
        const index = stack.lastIndexOf(running);
        if (index >= 0) stack.length = index;
        running.fill(told(running, stored().idsOf(running.vendor, running.about.project), false));
      }
    },
    queued(vendor, about, method, args) {
      const text = argumentsOf(vendor, args);
      const call = nextCall();
      queue.add(call, vendor.name, method, text);
      const base = {
        call,
        vendor,
        about,
        method,
        args: text,
        before: null,
        site: siteOf(vendor, method),
        parent: current(),
        replayOf: null,
      };
      reporter.reserve()(told(base, null, true));
    },
  };
};
