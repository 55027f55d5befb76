import { createKeyed, watchAuthFacts } from './auth-facts.ts';
import { createBodyReader } from './bodies.ts';
import { startCalls } from './calls.ts';
import type { Channel, Listener } from './channel.ts';
import { createGuard } from './guard.ts';
import { startVendor } from './instances.ts';
import { apply, mapped, now } from './intrinsics.ts';
import { newMap } from './kinds.ts';
import { watchLifecycle, watchOtherTabs } from './lifecycle.ts';
import { createOn } from './listening.ts';
import { createQueuedCalls } from './queued.ts';
import { createReporter } from './reporter.ts';
import { createReadAll, watchWrites } from './storage-writes.ts';
import { startStored } from './stored.ts';
import { watchBeacon } from './transports/beacon.ts';
import { watchFetch } from './transports/fetch.ts';
import { watchImage } from './transports/image.ts';
import { watchXhr } from './transports/xhr.ts';
import type { VendorFile } from './vendors/vendor.ts';
import { startWire } from './wire.ts';

type Page = Window & typeof globalThis;

/** Names that count: `c-<random>-1`, `c-<random>-2` … What is random is asked for with the first of them. */
const counter = (prefix: () => string): (() => string) => {
  let count = 0;
  let start = '';
  return () => {
    start ||= prefix();
    count += 1;
    return start + count;
  };
};

/**
 * Starts observing what the vendors' `files` tell of a page. `deliver` takes batches of reports, `tell` what the signals script has to know; `said` takes
 * what that says. The returned `stop` leaves every wrapper as a mere pass-through.
 */
export const startHook = (page: Page, files: readonly VendorFile[], { deliver, tell }: Channel): Listener => {
  const guard = createGuard(
    (why) => reporter.abandon(`internal error: ${why}`),
    () => reporter.missed(),
  );
  const setTimer = page.setTimeout;
  // The first timer is set when there is something to tell: a page without analytics has none.
  const inTask = (run: () => void): void => {
    apply(setTimer, page, [run, 0]);
  };
  const later = (run: () => void): void => inTask(() => guard(run));
  // The reporter has to say what is missed even when the hook is off.
  const reporter = createReporter({ deliver, later: inTask, clock: now, stopped: guard.off });
  guard(() => {
    const { getRandomValues } = page.Crypto.prototype;
    const words = Uint32Array;
    /** No other document of a recording has the same. */
    const own = (): string => {
      const two = apply(getRandomValues, page.crypto, [new words(2)]) as Uint32Array;
      return `c-${two[0]}${two[1]}-`;
    };
    const readAll = createReadAll(page);
    let readBefore = false;
    /** What a page needs that has something to tell; any other is spared the making of it. */
    const partsOf = () => {
      const vendors = mapped(files, (file) => file.vendor());
      const hosts = newMap<string, true>();
      const stored = startStored({
        vendors,
        readAll(see) {
          if (!readBefore) watchOtherTabs(on, stored);
          readBefore = true;
          readAll(see);
        },
        say: reporter.say,
        later,
        cause: () => calls.current(),
      });
      const calls = startCalls({ reporter, stored: () => stored, queue: createQueuedCalls(), tell, nextCall: counter(own) });
      return { reporter, stored, calls, hosts, bodies: createBodyReader(vendors, hosts) };
    };
    let made: ReturnType<typeof partsOf> | undefined;
    const parts = (): NonNullable<typeof made> => {
      made ??= partsOf();
      return made;
    };

    const on = createOn(page, guard);
    watchLifecycle({ page, on, guard, reporter, refresh: () => made?.stored.refresh(), tell });

    const keyed = createKeyed(tell);
    watchWrites(page, guard, () => parts().stored, now, keyed);
    const wire = startWire({
      reporter,
      guard,
      bodies: () => parts().bodies,
      base: () => page.document.baseURI,
      nextRequest: counter(() => 'r-'),
      settleStored: () => made?.stored.settle(),
      tell,
    });
    watchFetch(page, guard, wire);
    watchXhr(page, guard, wire);
    watchBeacon(page, guard, wire);
    watchImage(page, guard, wire);
    watchAuthFacts(page, guard, tell, keyed);

    const watching = { page, on, guard };
    for (let i = 0; i < files.length; i += 1) startVendor(files[i] as VendorFile, watching, parts);
  });
  return { stop: guard.switchOff, said: (text, quiet) => guard(() => reporter.put(text, quiet)) };
};
