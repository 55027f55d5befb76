import type { Settings } from '../core/model.ts';
import type { Judged } from '../reports/engine.ts';

/** Deliveries that may still change by themselves. */
const open: ReadonlySet<string> = new Set(['called', 'queued', 'sent']);

/** Nothing new for so long counts as done, in ms. */
const quiet = 500;
/** What still waits after so long without any news is given up, in ms: SDKs send their batches every five seconds or sooner. */
const patience = 6_000;
const every = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** When the wait for a reset after the last log-out is over, epoch ms; 0 when nobody logged out. */
const waitsUntil = ({ analysis }: Judged, settings: Settings): number => {
  const wait = Number(settings['logout-wait-seconds'] ?? 5) * 1000;
  const exits = analysis.moments.filter((one) => one.kind === 'signal' && one.signal !== 'login' && one.confirmed);
  return exits.reduce((latest, { at }) => Math.max(latest, at + wait), 0);
};

const isOpen = ({ analysis }: Judged): boolean =>
  analysis.projects.some((project) => project.fedBy === undefined && project.events.some(({ delivery }) => open.has(delivery)));

const sizeOf = ({ analysis }: Judged): string =>
  `${analysis.moments.length} ${analysis.projects.map(({ events }) => events.map(({ delivery }) => delivery).join()).join(' ')}`;

type Dependencies = {
  readonly judged: () => Promise<Judged>;
  /** Pages still load what may call an SDK. */
  readonly isStarting: () => boolean;
  readonly now: () => number;
  readonly timeout: number;
  readonly settings: Settings;
};

/**
 * Waits until nothing changes any more: pages loaded, events sent and answered, waits of rules covered. What an SDK keeps to itself
 * is given up, at the latest after `timeout` ms: the analysis tells how far it got.
 */
export const settle = async ({ judged, isStarting, now, timeout, settings }: Dependencies): Promise<void> => {
  const end = now() + timeout;
  let last = '';
  let since = now();
  while (now() < end) {
    const found = await judged();
    const size = sizeOf(found);
    if (size !== last || isStarting()) since = now();
    last = size;
    if (now() - since >= (isOpen(found) ? patience : quiet) && now() > waitsUntil(found, settings)) return;
    await pause(every);
  }
};
