import { watchArrival } from './auth/arrival.ts';
import { watchLogin } from './auth/login.ts';
import { watchLogout } from './auth/logout.ts';
import type { AuthSigns } from './auth/signals.ts';
import { createBodyReader } from './bodies.ts';
import { createNames, startCalls } from './calls.ts';
import { createGuard } from './guard.ts';
import { startVendor } from './instances.ts';
import { apply, now } from './intrinsics.ts';
import { watchLifecycle } from './lifecycle.ts';
import { createQueuedCalls } from './queued.ts';
import { createReached } from './reached.ts';
import { createReporter, type Deliver } from './reporter.ts';
import { ownText } from './snapshot.ts';
import { createReadAll, watchWrites } from './storage-writes.ts';
import { startStored } from './stored.ts';
import { watchBeacon } from './transports/beacon.ts';
import { watchFetch } from './transports/fetch.ts';
import { watchImage } from './transports/image.ts';
import { watchXhr } from './transports/xhr.ts';
import { vendors } from './vendors/index.ts';
import { startWire } from './wire.ts';

type Page = Window & typeof globalThis;

/** Runs callbacks in a macrotask, without a timer; the channel is made when first needed. */
const createLater = (page: Page): ((run: () => void) => void) => {
  const Channel = page.MessageChannel;
  let due: (() => void)[] = [];
  let channel: MessageChannel | null = null;
  return (run) => {
    due[due.length] = run;
    if (channel === null) {
      channel = new Channel();
      channel.port1.onmessage = () => {
        const runs = due;
        due = [];
        for (let i = 0; i < runs.length; i += 1) (runs[i] as () => void)();
      };
    }
    if (due.length === 1) channel.port2.postMessage(null);
  };
};

const randomName = (page: Page): string => {
  const bytes = page.crypto.getRandomValues(new Uint8Array(6));
  let name = '';
  for (const byte of bytes) name += (byte % 36).toString(36);
  return name;
};

/** Starts observing a page. `deliver` takes batches of reports; the returned `stop` leaves every wrapper as a mere pass-through. */
export const startHook = (page: Page, deliver: Deliver): { readonly stop: () => void } => {
  const guard = createGuard((why) => reporter.abandon(`internal error: ${why}`));
  const later = createLater(page);
  const reporter = createReporter({ deliver, later: (run) => later(() => guard(run)), clock: now, stopped: guard.off });
  guard(() => {
    const names = createNames(randomName(page));
    const reached = createReached(
      reporter,
      () => stored,
      (run) => later(() => guard(run)),
    );
    const stored = startStored({
      vendors,
      readAll: createReadAll(page),
      say: reporter.say,
      cause: () => calls.current(),
      unreached: reached.storageOnly,
    });
    const calls = startCalls({ reporter, stored: () => stored, queue: createQueuedCalls(), nextCall: names.call });

    const signal = (kind: 'login' | 'logout', confirmed: boolean, source: string, detail: string) =>
      ({ kind: 'auth.signalled', signal: kind, confirmed, source, detail }) as const;
    const setTimer = page.setTimeout;
    const signs: AuthSigns = {
      clock: now,
      wait: (ms, run) => apply(setTimer, page, [run, ms]),
      say: (kind, confirmed, source, detail) => reporter.say(signal(kind, confirmed, source, detail)),
      reserve: () => {
        const fill = reporter.reserve();
        return (confirmed, source, detail) => fill(ownText(signal('login', confirmed, source, detail)));
      },
    };
    const login = watchLogin(page, guard, signs);
    const logout = watchLogout(page, guard, signs);
    watchLifecycle({
      page,
      guard,
      reporter,
      stored,
      leaving: () => {
        login.leaving();
        logout.leaving();
        arrived();
      },
      routed: () => {
        login.routed();
        logout.routed();
      },
    });
    logout.arrived();
    const arrived = watchArrival(page, guard, signs.reserve);

    watchWrites(page, guard, stored, now);
    const wire = startWire({
      reporter,
      bodies: createBodyReader(vendors),
      base: () => page.document.baseURI,
      nextRequest: names.request,
      sdkFound: reached.any,
      settleStored: stored.settle,
      watchers: [login.watcher, logout.watcher],
    });
    watchFetch(page, guard, wire);
    watchXhr(page, guard, wire);
    watchBeacon(page, guard, wire);
    watchImage(page, guard, wire);

    for (const vendor of vendors) startVendor(vendor, { page, guard, reporter, stored, calls, reached: reached.instance });
  });
  return { stop: guard.switchOff };
};
