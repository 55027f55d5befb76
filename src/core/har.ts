import type { DecodedRequest, RawRequest } from './adapter.ts';
import { type HarEntry, readEntry } from './har-entry.ts';
import { type Carrier, harObservations, isKeepable, openedFact, sentFact, settledFact, type Timed } from './har-facts.ts';
import { createHarPages, type HarPage } from './har-pages.ts';
import { isJsonObject, type Json, member } from './json.ts';
import type { Device, Recording } from './recording.ts';
import { serverIdFact } from './server-id.ts';
import { hexOfSha256 } from './sha256.ts';

/** How the devices of a HAR are told apart: each file is one, or each `User-Agent`. */
export type DeviceFrom = 'file' | 'ua';

export type HarOptions = {
  /** Finds what a request carries; null when it is nobody's. */
  readonly decode: (request: RawRequest) => DecodedRequest | null;
  /** Of the recording: uuid v7. */
  readonly id: string;
  readonly version: string;
  /** Tells this file from others in one analysis; an id. */
  readonly file: string;
  /** What people call the file. */
  readonly label: string;
  readonly deviceFrom?: DeviceFrom;
  /** The cookie in which the site's servers keep an anonymous id. */
  readonly serverIdCookie?: string | null;
};

export type HarRecording = {
  /** Without observations when no request carries analytics. */
  readonly recording: Recording;
  /** Entries that cannot be used, and the first few of them. Requests that are no analytics are not counted. */
  readonly skipped: number;
  readonly skippedAt: readonly { readonly entry: number; readonly why: string }[];
  /** How many `User-Agent`s sent analytics. */
  readonly agents: number;
};

const shownSkips = 5;

export const isHar = (value: unknown): boolean =>
  isJsonObject(value) && isJsonObject(value.log) && Object.hasOwn(value.log, 'entries') && Array.isArray(value.log.entries);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

const titlesOf = (log: Json | undefined): ReadonlyMap<string, string> =>
  new Map(
    listOf(member(log, 'pages')).flatMap((page) => {
      const [id, title] = [member(page, 'id'), member(page, 'title')];
      return typeof id === 'string' && typeof title === 'string' ? [[id, title] as const] : [];
    }),
  );

const browserOf = (log: Json | undefined): string | null => {
  const browser = member(log, 'browser');
  const named = [member(browser, 'name'), member(browser, 'version')].filter((part) => typeof part === 'string');
  return named.length === 0 ? null : named.join(' ');
};

const agentOf = ({ request }: HarEntry): string => request.headers['user-agent'] ?? 'no User-Agent';

/** The same User-Agent is the same device in every file. */
const deviceOf = (entry: HarEntry, { deviceFrom, file, label }: HarOptions): Device => {
  if (deviceFrom !== 'ua') return { id: file, label };
  const agent = agentOf(entry);
  return { id: `ua-${hexOfSha256(agent).slice(0, 12)}`, label: agent };
};

const hostOf = (url: string | null): string => (url !== null && URL.canParse(url) ? new URL(url).hostname : '');

const siteOf = (url: string | null): string => hostOf(url).split('.').slice(-2).join('.');

/** The value of a cookie on a request to the page's own site. */
const cookieOf = (name: string, { request }: HarEntry, { url }: HarPage): string | null => {
  if (url === null || siteOf(url) !== siteOf(request.url)) return null;
  const pair = (request.headers.cookie ?? '').split(/;\s*/).find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1) || null;
};

/** What of the entries is of interest, in order of the start of requests. */
const sift = (
  entries: readonly HarEntry[],
  titles: ReadonlyMap<string, string>,
  options: HarOptions,
  skip: (entry: number, why: string) => void,
) => {
  const pages = createHarPages(options.file, titles);
  const carriers: Carrier[] = [];
  const ids: Timed[] = [];
  const lastId = new Map<string, string>();
  const devices = new Map<string, Device>();
  const agents = new Set<string>();
  for (const entry of entries) {
    const device = deviceOf(entry, options);
    const page = pages.of(entry, device.id);
    const cookie = options.serverIdCookie ?? null;
    const id = cookie === null ? null : cookieOf(cookie, entry, page);
    if (cookie !== null && id !== null && lastId.get(device.id) !== id) {
      lastId.set(device.id, id);
      ids.push({ at: entry.start, page, fact: serverIdFact(cookie, id) });
    }
    const decoded = options.decode(entry.request);
    if (entry.mangled) skip(entry.index, `the compressed body of this request to ${hostOf(entry.request.url)} was saved as broken text`);
    else if (decoded === null) continue;
    else if (decoded.payloads.length === 0) {
      const what = entry.request.body === null ? 'was not saved' : 'cannot be read';
      skip(entry.index, `the body of this request to ${hostOf(entry.request.url)} ${what}`);
    } else if (isKeepable(page, sentFact({ entry, page, decoded }))) {
      carriers.push({ entry, page, decoded });
      devices.set(device.id, device);
      agents.add(agentOf(entry));
    } else skip(entry.index, 'its address or its payload is too long or too deep');
  }
  return { carriers, ids, devices: [...devices.values()], pages: pages.all(), agents: agents.size };
};

/**
 * A HAR as a recording: requests in order of their start, then position in the body. Requests that carry no analytics
 * leave no trace, and pages only on sites where others do.
 */
export const readHar = (har: Json, options: HarOptions): HarRecording => {
  const log = member(har, 'log');
  const skippedAt: { entry: number; why: string }[] = [];
  let skipped = 0;
  const skip = (entry: number, why: string): void => {
    skipped += 1;
    if (skippedAt.length < shownSkips) skippedAt.push({ entry, why });
  };

  const entries = listOf(member(log, 'entries'))
    .flatMap((value, index): readonly HarEntry[] => {
      const read = readEntry(value, index);
      if (read === null) return [];
      if (!('why' in read)) return [read];
      skip(index, read.why);
      return [];
    })
    .toSorted((a, b) => a.start - b.start || a.index - b.index);

  const { carriers, ids, devices, pages, agents } = sift(entries, titlesOf(log), options, skip);
  const place = ({ device, url }: HarPage): string => `${device} ${siteOf(url)}`;
  const places = new Set(carriers.map(({ page }) => place(page)));
  const opened = pages.filter((page) => page.url !== null && places.has(place(page)));
  const observations = harObservations([
    ...opened.map((page) => ({ at: page.at, page, fact: openedFact(page) })),
    ...ids.filter(({ page }) => places.has(place(page))),
    ...carriers.map((carrier) => ({ at: carrier.entry.start, page: carrier.page, fact: sentFact(carrier) })),
    ...carriers.map((carrier) => ({ at: carrier.entry.end, page: carrier.page, fact: settledFact(carrier, pages) })),
  ]);
  const startedAt = new Date(observations[0]?.at ?? 0).toISOString();
  const made = { by: 'har', version: options.version, browser: browserOf(log) } as const;
  return { recording: { idscope: 1, id: options.id, startedAt, made, devices, observations }, skipped, skippedAt, agents };
};
