import type { Report } from '../../src/core/report.ts';

/** What one document says at once, as the bridge hands it over. */
export type DayBatch = { readonly document: string; readonly reports: readonly Report[] };

const host = 'https://shop.example';
const pages = ['/', '/list', '/item/blue-lamp', '/item/red-chair', '/cart', '/checkout', '/account'];
const names = ['Viewed', 'Clicked Button', 'Added To Cart', 'Searched', 'Opened Menu', 'Scrolled', 'Played Video', 'Changed Filter'];
const eventsPerRequest = 4;
const pagesPerVisit = 8;

/** Ids as SDKs make them: the same for the same number, and nothing that deflates. */
const generatedId = (number: number, length = 32): string => {
  let state = Math.imul(number + 1, 2_654_435_761) >>> 0;
  let text = '';
  while (text.length < length) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    text += (state >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, length);
};

const uuid = (number: number): string => generatedId(number).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The page's own properties: of a size as sites have it. */
const own = (event: number) => ({
  position: event % 40,
  section: ['hero', 'grid', 'footer'][event % 3] ?? '',
  experiment: `exp-${event % 7}`,
  variant: event % 2 === 0 ? 'A' : 'B',
  price: (event % 900) / 10,
  label: `Item number ${event % 1_000} of the spring collection`,
});

/** What mixpanel-browser 2.83.0 puts into each payload. */
const payloadOf = (event: number, at: number, url: string, device: string, user: string | null) => ({
  event: names[event % names.length] ?? '',
  properties: {
    $os: 'Linux',
    $browser: 'Chrome',
    $browser_version: 156,
    $current_url: url,
    $screen_height: 1080,
    $screen_width: 1920,
    mp_lib: 'web',
    $lib_version: '2.83.0',
    $insert_id: generatedId(event, 16),
    time: at / 1000,
    distinct_id: user ?? `$device:${device}`,
    $device_id: device,
    ...(user === null ? {} : { $user_id: user }),
    $initial_referrer: '$direct',
    $initial_referring_domain: '$direct',
    ...own(event),
    token: 'TOK',
  },
});

/**
 * A long day of one tester in a shop with Mixpanel: one request for four events; visits of eight pages in which
 * the third logs in and the last logs out, every fifth time without `reset()`. `count` observations, rounded up to whole pages.
 */
export const longDay = function* (count: number, eventsPerPage = 240): Generator<DayBatch> {
  let made = 0;
  let event = 0;
  let at = Date.UTC(2026, 0, 5, 8);
  let person = 0;
  let device = uuid(0);
  let user: string | null = null;
  for (let page = 0; made < count; page += 1) {
    const document = generatedId(1_000_000_000 + page);
    const url = `${host}${pages[page % pages.length] ?? '/'}`;
    let seq = 0;
    let reports: Report[] = [];
    const say = (fact: Omit<Report, 'seq' | 'at'>): void => {
      at += 17;
      reports.push({ ...fact, seq, at } as Report);
      seq += 1;
      made += 1;
    };
    const ids = () => ({ anonymousId: device, knownId: user });
    const call = (method: string, args: readonly unknown[], before: ReturnType<typeof ids>) =>
      say({
        kind: 'call.observed',
        call: `${document.slice(0, 8)}.${seq}`,
        vendor: 'mixpanel',
        project: 'TOK',
        instance: 'mixpanel',
        method,
        args,
        before,
        after: ids(),
        site: method === 'track' ? null : `at ${method} (${host}/app.js:10:5)\nat main (${host}/app.js:99:1)`,
        parent: null,
        queued: false,
        replayOf: null,
      } as Omit<Report, 'seq' | 'at'>);

    say({ kind: 'document.opened', url, referrer: host, lifecycle: 'active' } as Omit<Report, 'seq' | 'at'>);
    say({
      kind: 'sdk.found',
      vendor: 'mixpanel',
      project: 'TOK',
      instance: 'mixpanel',
      version: '2.83.0',
      how: 'global',
      hooked: true,
      why: null,
      capturing: 'in',
    } as Omit<Report, 'seq' | 'at'>);
    const stored = () =>
      say({
        kind: 'storage.changed',
        vendor: 'mixpanel',
        project: 'TOK',
        area: 'localStorage',
        ids: ids(),
        unsent: null,
        capturing: 'in',
        cause: null,
      } as Omit<Report, 'seq' | 'at'>);
    stored();

    const place = page % pagesPerVisit;
    if (place === 2) {
      say({ kind: 'auth.signalled', signal: 'login', confirmed: true, source: 'form', detail: 'POST /login' } as Omit<
        Report,
        'seq' | 'at'
      >);
      const before = ids();
      person += 1;
      user = `user-${person}`;
      call('identify', [user], before);
    }
    for (let sent = 0; sent < eventsPerPage; sent += eventsPerRequest) {
      const payloads = [];
      for (let part = 0; part < eventsPerRequest; part += 1) {
        call('track', [names[event % names.length] ?? '', own(event)], ids());
        payloads.push(payloadOf(event, at, url, device, user));
        event += 1;
      }
      const request = `r${seq}`;
      say({
        kind: 'wire.raw',
        request,
        transport: 'fetch',
        method: 'POST',
        url: 'https://api-js.mixpanel.com/track/?verbose=1&ip=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `data=${encodeURIComponent(JSON.stringify(payloads))}`,
        encoding: 'text',
      } as unknown as Omit<Report, 'seq' | 'at'>);
      say({ kind: 'wire.settled', request, status: 200, outcome: 'accepted' } as Omit<Report, 'seq' | 'at'>);
    }
    if (place === pagesPerVisit - 1) {
      say({ kind: 'auth.signalled', signal: 'logout', confirmed: true, source: 'request', detail: 'POST /logout' } as Omit<
        Report,
        'seq' | 'at'
      >);
      if (person % 5 !== 0) {
        const before = ids();
        device = uuid(person);
        user = null;
        call('reset', [], before);
        stored();
      }
    }
    say({ kind: 'document.closed', to: 'unloaded' } as Omit<Report, 'seq' | 'at'>);
    at += 20_000;
    yield { document, reports };
    reports = [];
  }
};
