import { describe, expect, test } from 'vitest';
import { noAuthPatterns } from '../../../src/core/auth-patterns.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { noSetting, openSiteSettings } from '../../../src/extension/background/site-settings.ts';
import { authChange } from '../../../src/messages/options-change.ts';
import { fakeSettings } from './fakes.ts';
import { marks, newWorld, viewOf, type World, wakeWorker } from './worker.ts';

const auth = { ...noAuthPatterns, login: ['/welcome'], never: ['newsletter'] };
const toAuth = authChange(noAuthPatterns, auth);
const muted = [{ rule: 'contact-detail-as-id', project: null, reason: 'accepted until March' }];

const opened = (url: string, seq = 0) => ({
  kind: 'page.reported',
  reports: JSON.stringify([{ kind: 'document.opened', url, referrer: '', lifecycle: 'active', seq, at: 900_000 + seq }]),
});

const orders = (line: { readonly heard: readonly unknown[] }): readonly boolean[] =>
  line.heard.map((each) => each as { kind: string; on: boolean }).flatMap((each) => (each.kind === 'page.record' ? [each.on] : []));

/** A panel for the tab, and a page of the site in it. */
const open = async (world: World, url = 'https://www.shop.example/') => {
  const worker = wakeWorker(world);
  const line = worker.panel();
  const doc = worker.page({ url });
  doc.say(opened(url));
  await world.time.advance(500);
  return { ...worker, line, doc };
};

/** The browser is closed and opened again: what is left is the disk. */
const restarted = ({ disk }: World): World => ({ ...newWorld(), disk });

describe('what a tester chose for a site', () => {
  test('holds at once, after the worker died, and after the browser was closed', async () => {
    const world = newWorld();
    const { line } = await open(world);
    expect(viewOf(line)?.site).toEqual({ site: 'shop.example', alwaysRecord: false, auth: noAuthPatterns, muted: [] });
    line.say({ kind: 'site.set', change: { auth: toAuth, muted: { mute: muted[0] } } });
    await world.time.advance(500);
    const wanted = { site: 'shop.example', alwaysRecord: false, auth, muted };
    expect(viewOf(line)?.site).toEqual(wanted);
    expect(viewOf(line)?.options).toEqual({ ...defaultOptions, auth, muted });

    const again = wakeWorker(world).panel();
    await world.time.advance(500);
    expect(viewOf(again)?.site).toEqual(wanted);
    expect(viewOf(again)?.options).toEqual({ ...defaultOptions, auth, muted });

    const later = await open(restarted(world), 'https://app.shop.example/login');
    expect(viewOf(later.line)?.site).toEqual(wanted);
    expect(viewOf(later.line)?.options).toEqual({ ...defaultOptions, auth, muted });
  });

  test('holds for models, feeds and assumptions too, but not for how events are read at the moment', async () => {
    const world = newWorld();
    const { line } = await open(world);
    const chosen = {
      models: { T: 'mixpanel-original' },
      settings: { 'new-device-only': 'other' },
      feeds: [{ from: 'W', to: 'amplitude' }],
    };
    line.say({ kind: 'options.set', change: { ...chosen, feeds: chosen.feeds.map((feed) => ({ ...feed, on: true })), as: 'called' } });
    await world.time.advance(500);
    expect(viewOf(line)?.options).toEqual({ ...defaultOptions, ...chosen, as: 'called' });

    const later = await open(restarted(world));
    expect(viewOf(later.line)?.options).toEqual({ ...defaultOptions, ...chosen });
  });

  test('holds for no other site', async () => {
    const world = newWorld();
    const { line } = await open(world);
    line.say({ kind: 'site.set', change: { auth: toAuth, muted: { mute: muted[0] }, alwaysRecord: true } });
    await world.time.advance(500);
    const later = await open(restarted(world), 'https://elsewhere.example/');
    expect(viewOf(later.line)?.site).toEqual({ site: 'elsewhere.example', alwaysRecord: false, auth: noAuthPatterns, muted: [] });
    expect(viewOf(later.line)?.options).toEqual(defaultOptions);
  });

  test('is changed member by member, and gone for good when it goes back to defaults', async () => {
    const world = newWorld();
    const { line } = await open(world);
    line.say({ kind: 'site.set', change: { auth: toAuth } });
    line.say({ kind: 'site.set', change: { muted: { mute: muted[0] } } });
    line.say({ kind: 'server-id.set', cookie: 'visitor_id', value: null });
    line.say({ kind: 'options.set', change: { models: { T: 'mixpanel-original' } } });
    await world.time.advance(500);
    expect(viewOf(line)?.site).toMatchObject({ auth, muted });
    expect(viewOf(line)?.options).toMatchObject({ auth, muted, models: { T: 'mixpanel-original' } });
    line.say({ kind: 'site.forget' });
    await world.time.advance(500);
    expect(viewOf(line)?.site).toMatchObject({ auth: noAuthPatterns, muted: [] });
    expect(viewOf(line)?.serverId.cookie).toBeNull();
    expect(viewOf(line)?.options).toEqual(defaultOptions);
    expect([...world.disk.values()].join()).not.toContain('shop.example');
  });

  test('of several sites side by side holds together', async () => {
    const world = newWorld();
    const { line, page } = await open(world);
    line.say({ kind: 'site.set', change: { muted: { mute: muted[0] } } });
    const frame = page({ url: 'https://pay.example/', document: 'doc-2' });
    frame.say(opened('https://pay.example/'));
    await world.time.advance(500);
    line.say({ kind: 'site.set', change: { auth: toAuth } });
    await world.time.advance(500);
    expect(viewOf(line)?.site).toMatchObject({ site: 'pay.example', auth, muted: [] });
    expect(viewOf(line)?.options).toMatchObject({ auth, muted });
  });

  test('cannot be said without a page', async () => {
    const world = newWorld();
    const line = wakeWorker(world).panel();
    line.say({ kind: 'site.set', change: { auth: toAuth } });
    await world.time.advance(500);
    expect(line.heard).toContainEqual(expect.objectContaining({ kind: 'command.refused', command: 'site.set' }));
    expect(world.disk.size).toBe(0);
  });
});

describe('a site that is always recorded', () => {
  test('reports without a panel; all others stay silent', async () => {
    const world = newWorld();
    const { line } = await open(world);
    line.say({ kind: 'site.set', change: { alwaysRecord: true } });
    await world.time.advance(500);

    const later = restarted(world);
    const { page, panel } = wakeWorker(later);
    const own = page({ url: 'https://www.shop.example/', document: 'doc-2' });
    const other = page({ url: 'https://elsewhere.example/', document: 'doc-3', tab: 8 });
    await later.time.advance(500);
    expect([orders(own), orders(other)]).toEqual([[true], [false]]);
    own.say(opened('https://www.shop.example/'));
    own.say(marks(1, 2));
    other.say(marks(3));
    await later.time.advance(500);
    const late = panel();
    await later.time.advance(500);
    expect(viewOf(late)?.rows.map(({ detail }) => detail)).toEqual(['n1', 'n2']);
  });

  test('has its frames recorded with it, also those that were faster than their page', async () => {
    const world = newWorld();
    const { line } = await open(world);
    line.say({ kind: 'site.set', change: { alwaysRecord: true } });
    await world.time.advance(500);
    const later = restarted(world);
    const { page } = wakeWorker(later);
    const frame = page({ url: 'https://pay.example/', document: 'doc-3', frame: 4 });
    await later.time.advance(100);
    expect(orders(frame)).toEqual([false]);
    page({ url: 'https://www.shop.example/', document: 'doc-2' });
    await later.time.advance(100);
    expect(orders(frame)).toEqual([false, true]);
  });

  test('goes on when its panel closes, and ends when it is taken back', async () => {
    const world = newWorld();
    const { line, doc, panel } = await open(world);
    line.say({ kind: 'site.set', change: { alwaysRecord: true } });
    await world.time.advance(500);
    line.hangUp();
    await world.time.advance(5_000);
    expect(orders(doc).at(-1)).toBe(true);
    const back = panel();
    await world.time.advance(500);
    back.say({ kind: 'site.set', change: { alwaysRecord: false } });
    back.hangUp();
    await world.time.advance(5_000);
    expect(orders(doc).at(-1)).toBe(false);
  });
});

describe('settings on the disk', () => {
  test('that are spoilt are passed over, member by member', async () => {
    const disk = new Map([
      [
        'sites',
        JSON.stringify({
          'a.example': {
            serverIdCookie: 'has space',
            alwaysRecord: 'yes',
            auth: [],
            muted: [{ rule: 1 }, muted[0]],
            models: { T: 3, U: 'm' },
          },
          'b.example': 'nothing',
        }),
      ],
    ]);
    const settings = await openSiteSettings(fakeSettings(disk));
    expect(settings.of('a.example')).toEqual({ ...noSetting, muted, models: { U: 'm' } });
    expect(settings.of('b.example')).toEqual(noSetting);
    expect(settings.of(null)).toEqual(noSetting);
  });

  test('keep the two hundred sites used last', async () => {
    const disk = new Map<string, string>();
    const settings = await openSiteSettings(fakeSettings(disk));
    for (let site = 0; site < 230; site += 1) settings.change(`s${site}.example`, { alwaysRecord: true });
    const kept = Object.keys(JSON.parse(disk.get('sites') ?? '{}'));
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 's30.example', 's229.example']);
  });
});
