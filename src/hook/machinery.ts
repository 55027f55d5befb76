import { authArounds, createKeyed } from './auth-facts.ts';
import { createBodyReader } from './bodies.ts';
import { startCalls } from './calls.ts';
import type { Channel, Tell } from './channel.ts';
import type { Guard } from './guard.ts';
import type { createReach, Handlers } from './instances.ts';
import type { Arounds } from './instrument.ts';
import { apply, mapped, now, random, sliceText } from './intrinsics.ts';
import { newMap } from './kinds.ts';
import { lent } from './lent.ts';
import { type Opening, startLifecycle, watchOtherTabs } from './lifecycle.ts';
import type { On } from './listening.ts';
import { createNatives } from './natives.ts';
import { createQueuedCalls } from './queued.ts';
import { createReporter } from './reporter.ts';
import { ownText } from './snapshot.ts';
import { createReadAll, type Readers, writeArounds } from './storage-writes.ts';
import { startStored } from './stored.ts';
import { createAddresses } from './transports/address.ts';
import { beaconArounds } from './transports/beacon.ts';
import { fetchArounds } from './transports/fetch.ts';
import { imageArounds } from './transports/image.ts';
import { xhrArounds } from './transports/xhr.ts';
import type { Vendor, VendorFile, Vendors } from './vendors/vendor.ts';
import { startWire } from './wire.ts';

type Dependencies = {
  readonly page: Window & typeof globalThis;
  readonly vendors: Vendors;
  readonly channel: Channel;
  readonly guard: Guard;
  readonly on: On;
  readonly opening: Opening;
  readonly readers: Readers;
  readonly setTimer: typeof setTimeout;
};

/** Names that count: `c-<random>-1`, `c-<random>-2` … */
const counter = (start: string): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    return start + count;
  };
};

/** What a page needs that does something the hook watches. */
export const startMachinery = ({ page, vendors, channel, guard, on, opening, readers, setTimer }: Dependencies) => {
  const tell: Tell = (...fact) => channel.tellText(ownText(fact));
  // The first timer is set when there is something to tell: a page without analytics has none.
  const inTask = (run: () => void): void => {
    apply(setTimer, page, [run, 0]);
  };
  // The reporter has to say what is missed even when the hook is off.
  const reporter = createReporter({
    deliver: channel.deliver,
    later: inTask,
    clock: now,
    stopped: guard.off,
    takeMissed: guard.takeMissed,
  });
  let files: readonly VendorFile[] = [];
  let reach: typeof createReach;
  vendors(lent, (their, how) => {
    files = their;
    reach = how;
  });
  const all: readonly Vendor[] = mapped(files, (file) => file.vendor());
  const hosts = newMap<string, true>();
  const natives = createNatives(page);
  const addresses = createAddresses(natives);
  const readAll = createReadAll(page, readers);
  let readBefore = false;
  const stored = startStored({
    vendors: all,
    readAll(see) {
      if (!readBefore) watchOtherTabs(on, stored);
      readBefore = true;
      readAll(see);
    },
    say: reporter.say,
    later: (run) => inTask(() => guard(run)),
    cause: () => calls.current(),
  });
  // No other document of a recording has the same.
  const calls = startCalls({
    reporter,
    stored: () => stored,
    queue: createQueuedCalls(),
    tell,
    nextCall: counter(`c-${sliceText(`${random()}`, 2)}-`),
  });
  const lifecycle = startLifecycle({ page, opening, on, guard, reporter, refresh: stored.refresh, tell });
  const keyed = createKeyed(tell);
  const wire = startWire({
    reporter,
    guard,
    bodies: createBodyReader(all, natives, hosts),
    base: () => page.document.baseURI,
    nextRequest: counter('r-'),
    settleStored: stored.settle,
    tell,
    addresses,
  });
  const arounds: Arounds = {
    ...lifecycle.arounds,
    ...writeArounds(page, stored, now, keyed),
    ...fetchArounds(guard, wire, addresses, natives),
    ...xhrArounds(guard, wire, addresses, natives),
    ...beaconArounds(wire, addresses),
    ...imageArounds(wire),
    ...authArounds(page, guard, tell, keyed),
  };
  const reached = mapped<unknown, Handlers | undefined>(files, () => undefined);
  return {
    reporter,
    lifecycle,
    arounds,
    /** What a vendor's file does with the value of a global or event it watches. Its part is made with the first of them. */
    handle(index: number, name: string, value: unknown): unknown {
      reached[index] ??= reach(files[index] as VendorFile, page, guard, { reporter, stored, calls, hosts, hostOf: addresses.hostOf });
      return reached[index][name]?.(value);
    },
  };
};
export type Machinery = ReturnType<typeof startMachinery>;
