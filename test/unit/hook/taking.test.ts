import { describe, expect, test } from 'vitest';
import { standInPage } from './vendors-page.ts';

/** What documented snippets leave on a page; the libraries themselves are closed, or not run here. */
type Queue = { push: (...rows: unknown[]) => number } & unknown[];
const pushing = (queue: unknown, ...rows: unknown[]): number => (queue as Queue).push(...rows);
/** As far as anybody can tell from its members, an arguments object, which is what gtag pushes. */
const asArguments = (...args: unknown[]): unknown => Object.assign({ length: args.length }, args);
const soon = (): Promise<void> => Promise.resolve();

describe('a function that takes calls', () => {
  test('tells the calls that carry identity, and no others', () => {
    const { page, calls, found } = standInPage();
    const taken: unknown[][] = [];
    page.intercomSettings = { app_id: 'app1' };
    page.Intercom = (...args: unknown[]) => void taken.push(args);
    const intercom = page.Intercom as (...args: unknown[]) => void;
    intercom('boot', { app_id: 'app1', user_id: 'u-1' });
    intercom('trackEvent', 'secret');
    intercom('onHide', () => {});
    intercom('shutdown');
    expect(calls().slice(1)).toEqual(['intercom boot [{"app_id":"app1","user_id":"u-1"}]', 'intercom shutdown []']);
    expect(new Set(found())).toEqual(new Set(['intercom null intercom']));
    expect(taken.map(([method]) => method)).toEqual(['boot', 'trackEvent', 'onHide', 'shutdown']);
  });

  test('behaves as the function did: name, length, members, result, `this`, exception', () => {
    const { page } = standInPage();
    function hj(this: unknown, a: unknown, _b: unknown) {
      if (a === 'fail') throw new Error('from hj');
      return this;
    }
    hj.q = [1];
    page.hj = hj;
    const stand = page.hj as typeof hj;
    expect([stand.name, stand.length, stand.q, String(stand) === String(hj)]).toEqual(['hj', 2, [1], false]);
    const self = {};
    expect(stand.call(self, 'identify', 'u-1')).toBe(self);
    expect(() => stand.call(self, 'fail', null)).toThrow('from hj');
    stand.q.push(2);
    expect(hj.q).toEqual([1, 2]);
  });

  test('is the same each time it is read, and once wrapped when it is assigned to itself', () => {
    const { page, calls } = standInPage();
    page.hj = () => {};
    const before = page.hj;
    page.hj = page.hj || (() => {});
    expect(page.hj).toBe(before);
    (page.hj as (...args: unknown[]) => void)('identify', 'u-1', {});
    expect(calls()).toEqual(['hotjar identify ["u-1",{}]']);
  });

  test('may name its command in two words', () => {
    const { page, calls } = standInPage();
    page.zE = () => {};
    const zE = page.zE as (...args: unknown[]) => void;
    zE('messenger', 'loginUser', () => {});
    zE('messenger', 'open');
    zE('messenger', 'logoutUser');
    zE('webWidget', 'identify', { email: 'a@b.test' });
    expect(calls().map((call) => call.slice(0, 29))).toEqual([
      'zendesk messenger loginUser [',
      'zendesk messenger logoutUser ',
      'zendesk webWidget identify [{',
    ]);
  });

  test("Snowplow's tag is followed under any name, trackers named behind a colon", () => {
    const { page, calls, found } = standInPage();
    page.GlobalSnowplowNamespace = page.GlobalSnowplowNamespace ?? [];
    pushing(page.GlobalSnowplowNamespace, 'sp4');
    const queue: unknown[] = [];
    page.sp4 = Object.assign((...args: unknown[]) => void queue.push(args), { q: queue });
    const sp4 = page.sp4 as (...args: unknown[]) => void;
    sp4('newTracker', 'shop', 'https://in.example.test', { appId: 'shop' });
    sp4('setUserId:shop', 'u-1');
    sp4(() => {});
    expect(calls()).toEqual(['snowplow newTracker ["shop","https://in.example.test",{"appId":"shop"}]', 'snowplow setUserId ["u-1"]']);
    expect(found()).toEqual(['snowplow null snowplow']);
    expect(queue).toHaveLength(3);
    expect((page.GlobalSnowplowNamespace as unknown[]).length).toBe(1);
  });

  test('FullStory finds its name free, and is looked for when its snippet is over', async () => {
    const { page, calls, found } = standInPage();
    page._fs_org = 'ORG';
    page._fs_namespace = 'FS';
    // The snippet returns here if the name is taken.
    expect('FS' in page).toBe(false);
    const taken: unknown[][] = [];
    page.FS = Object.assign((...args: unknown[]) => void taken.push(args), { identify: (...args: unknown[]) => void taken.push(args) });
    await soon();
    const fs = page.FS as ((...args: unknown[]) => void) & { identify: (...args: unknown[]) => void };
    fs('setIdentity', { uid: 'u-1' });
    fs('trackEvent', { name: 'x' });
    fs.identify('u-2', { plan: 'pro' });
    fs('setIdentity', { anonymous: true });
    expect(calls()).toEqual([
      'fullstory setIdentity [{"uid":"u-1"}]',
      'fullstory identify ["u-2",{"plan":"pro"}]',
      'fullstory setIdentity [{"anonymous":true}]',
    ]);
    expect(found()).toEqual(['fullstory ORG fullstory']);
    expect(taken).toHaveLength(4);
    expect(Object.keys(page).includes('FS')).toBe(true);
  });
});

test("Intercom's settings name the user where the page does not boot it itself", () => {
  const { page, calls } = standInPage();
  page.intercomSettings = { app_id: 'app1', user_id: 'u-1' };
  expect(page.intercomSettings).toEqual({ app_id: 'app1', user_id: 'u-1' });
  expect(calls()).toEqual(['intercom intercomSettings [{"app_id":"app1","user_id":"u-1"}]']);
});

describe('a queue that takes calls', () => {
  test('tells what it holds already and what is pushed, in order', () => {
    const { page, calls, found } = standInPage();
    page._kmk = 'KEY';
    page._kmq = [['identify', 'u-1']];
    expect(pushing(page._kmq, ['record', 'Bought'], ['set', { plan: 'pro' }])).toBe(3);
    pushing(page._kmq, () => {});
    pushing(page._kmq, ['clearIdentity']);
    expect(calls()).toEqual(['kissmetrics identify ["u-1"]', 'kissmetrics record ["Bought"]', 'kissmetrics clearIdentity []']);
    expect(found()).toEqual(['kissmetrics KEY kissmetrics']);
    expect(page._kmq).toHaveLength(5);
    expect(Object.keys(page._kmq as object)).toEqual(['0', '1', '2', '3', '4']);
  });

  test("gtag's commands are arguments objects; tag managers are told of the user in objects", () => {
    const { page, calls, found, errors } = standInPage();
    page.dataLayer = [{ user_id: 'u-0', pageType: 'home' }];
    pushing(page.dataLayer, asArguments('js', new Date(0)));
    pushing(page.dataLayer, asArguments('config', 'G-1', { user_id: 'u-1' }), { event: 'gtm.js' });
    pushing(page.dataLayer, { userId: 'u-2' });
    pushing(page.dataLayer, { user_id: null });
    pushing(page.dataLayer, undefined, null, 7);
    pushing(page.dataLayer, asArguments('event', 'purchase', { value: 1 }));
    expect(calls()).toEqual([
      'ga4 dataLayer [{"user_id":"u-0","pageType":"home"}]',
      'ga4 config ["G-1",{"user_id":"u-1"}]',
      'ga4 dataLayer [{"userId":"u-2"}]',
      'ga4 dataLayer [{"user_id":null}]',
      'ga4 event ["purchase",{"value":1}]',
    ]);
    expect(found()).toEqual(['ga4 null ga4']);
    expect(errors).toEqual([]);
  });

  test('a data layer that says nothing of a user shows no SDK', () => {
    const { page, calls, found } = standInPage();
    page.dataLayer = [{ event: 'gtm.js' }];
    pushing(page.dataLayer, { event: 'click', ecommerce: { items: [] } });
    expect([calls(), found()]).toEqual([[], []]);
  });

  test('goes on when the library puts its own `push` in the place of the first, and tells each entry once', () => {
    const { page, calls } = standInPage();
    page.dataLayer = [];
    const layer = page.dataLayer as Queue;
    const first = layer.push;
    const handled: unknown[] = [];
    layer.push = (...rows: unknown[]) => {
      handled.push(...rows);
      return first.apply(layer, rows);
    };
    pushing(layer, asArguments('set', { user_id: 'u-1' }));
    expect(calls()).toEqual(['ga4 set [{"user_id":"u-1"}]']);
    expect([handled.length, layer.length]).toEqual([1, 1]);
  });

  test('Customer.io: members of its array push onto it', () => {
    const { page, calls } = standInPage();
    page._cio = page._cio ?? [];
    const cio = page._cio as Queue & Record<string, (...args: unknown[]) => void>;
    for (const method of ['identify', 'track', 'page', 'on']) cio[method] = (...args) => void cio.push([method, ...args]);
    cio.identify?.({ id: 'u-1', email: 'a@b.test' });
    cio.on?.('in-app:message-opened', () => {});
    cio.track?.('Bought');
    expect(calls()).toEqual(['customerio identify [{"id":"u-1","email":"a@b.test"}]', 'customerio track ["Bought"]']);
  });
});

describe('an object with methods', () => {
  test('Sentry and LogRocket are observed for who the user is, and nothing else', () => {
    const { page, calls, found } = standInPage();
    page.Sentry = { init: () => {}, setUser: () => {}, captureException: () => {} };
    const sentry = page.Sentry as Record<string, (...args: unknown[]) => void>;
    sentry.setUser?.({ id: 'u-1' });
    sentry.captureException?.(new Error('x'));
    sentry.setUser?.(null);
    class Recorder {
      identify(): string {
        return 'done';
      }
      track(): void {}
    }
    page.LogRocket = new Recorder();
    expect((page.LogRocket as Recorder & { identify: (id: string) => string }).identify('u-1')).toBe('done');
    (page.LogRocket as Recorder).track();
    expect(calls()).toEqual(['sentry setUser [{"id":"u-1"}]', 'sentry setUser [null]', 'logrocket identify ["u-1"]']);
    expect(found()).toEqual(['sentry null sentry', 'logrocket null logrocket']);
  });

  test('Heap gets its methods one by one', async () => {
    const { page, calls, found } = standInPage();
    page.heap = page.heap ?? [];
    const heap = page.heap as Queue & Record<string, unknown>;
    heap.load = (id: string) => {
      heap.appid = id;
    };
    for (const method of ['identify', 'resetIdentity', 'track']) heap[method] = (...args: unknown[]) => void heap.push([method, ...args]);
    (heap.load as (id: string) => void)('11');
    await soon();
    (heap.identify as (id: string) => void)('u-1');
    (heap.resetIdentity as () => void)();
    expect(calls()).toEqual(['heap identify ["u-1"]', 'heap resetIdentity []']);
    expect(found()).toEqual(['heap 11 heap']);
    expect(heap).toHaveLength(2);
  });

  test('mParticle: the stub queues, the library that takes its place carries out', async () => {
    const { page, calls, found } = standInPage();
    page.mParticle = { config: {} };
    const stub = page.mParticle as { config: { rq?: unknown[] }; Identity?: Record<string, (...args: unknown[]) => void> };
    stub.config.rq = [];
    stub.Identity = { login: (...args) => void stub.config.rq?.push(['Identity.login', ...args]) };
    stub.Identity.login?.({ userIdentities: { customerid: 'u-1' } });
    await soon();
    stub.config.rq.push(['logEvent', 'Seen'], () => {});
    const done: string[] = [];
    page.mParticle = {
      getInstance: () => null,
      Identity: { login: () => void done.push('login') },
      logEvent: () => void done.push('logEvent'),
    };
    const sdk = page.mParticle as { Identity: Record<string, (...args: unknown[]) => void>; logEvent: (name: string) => void };
    sdk.logEvent('Seen');
    sdk.Identity.login?.({ userIdentities: { customerid: 'u-1' } });
    const login = '[{"userIdentities":{"customerid":"u-1"}}]';
    expect(calls()).toEqual([
      `mparticle Identity.login (queued) ${login}`,
      'mparticle logEvent (queued) ["Seen"]',
      'mparticle logEvent ["Seen"]',
      `mparticle Identity.login ${login}`,
    ]);
    expect(new Set(found())).toEqual(new Set(['mparticle null mparticle']));
    expect(done).toEqual(['logEvent', 'login']);
  });

  test('Jitsu: its queue, and the object that is assigned when the script has run', () => {
    const { page, calls } = standInPage();
    page.jitsuQ = page.jitsuQ ?? [];
    pushing(page.jitsuQ, ['track', 'Seen']);
    page.jitsu = { identify: () => {}, track: () => {}, reset: () => {} };
    const jitsu = page.jitsu as Record<string, (...args: unknown[]) => void>;
    jitsu.track?.('Seen');
    jitsu.identify?.('u-1');
    jitsu.reset?.();
    expect(calls()).toEqual(['jitsu track (queued) ["Seen"]', 'jitsu track ["Seen"]', 'jitsu identify ["u-1"]', 'jitsu reset []']);
  });
});

test('until a page assigns, none of these names is a property that anything enumerates or that has a value', () => {
  const { page } = standInPage();
  expect(Object.keys(page)).toEqual([]);
  for (const name of Object.getOwnPropertyNames(page).filter((one) => one !== '__SEGMENT_INSPECTOR__')) {
    expect([name, page[name]]).toEqual([name, undefined]);
  }
});
