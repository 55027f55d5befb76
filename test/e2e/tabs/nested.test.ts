import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { mixpanelInit, segmentNpm } from '../support/site.ts';
import { eventsOf, inTabs } from './in-tabs.ts';

const bare = '<script src="/lib/mixpanel-npm.js"></script><script>const { mixpanel } = app;</script>';

test('a tool that Segment drives from inside its call is joined to that call and counted once', async () => {
  await inTabs('nested', async ({ site, open, judged }) => {
    // As a destination does that the page runs itself: Segment announces each event before `track` returns.
    const drive = `app.analytics.on('dispatch_start', ({ event }) => {
      if (event.type === 'identify') mixpanel.identify(event.userId);
      if (event.type === 'track') mixpanel.track(event.event);
    });`;
    const address = site.page('/', {
      head: `${bare}${segmentNpm(site, 'WK', drive)}<script>${mixpanelInit(site, 'mixpanel', 'TOK')}</script>`,
    });
    const tab = await open(address);
    await tab.run('app.analytics.ready().then(() => true)');
    await tab.run("app.analytics.identify('u-1').then(() => app.analytics.track('Bought')).then(() => true)");
    const told = await judged('both events', (now) =>
      ['mixpanel', 'segment'].every((vendor) => eventsOf(now, vendor).Bought?.delivery === 'accepted'),
    );
    const calls = told.analysis.moments.flatMap((moment) => (moment.kind === 'call' ? [moment] : []));
    const own = calls.filter(({ vendor }) => vendor === 'segment');
    const driven = calls.filter(({ vendor }) => vendor === 'mixpanel');
    expect(own.map(({ method, parent }) => [method, parent])).toEqual([
      ['identify', null],
      ['track', null],
    ]);
    expect(driven.map(({ method, parent }) => [method, parent])).toEqual(own.map(({ method, call }) => [method, call]));
    // The call that Mixpanel makes inside its own `identify` stands for that one's event.
    expect(driven.map(({ events }) => events.length)).toEqual([1, 1]);
    expect(told.analysis.projects.map(({ vendor, events }) => [vendor, events.map(({ event }) => event.name)]).sort()).toEqual([
      ['mixpanel', ['$identify', 'Bought']],
      ['segment', ['identify', 'Bought']],
    ]);
  });
});

test('a destination plugin that the page runs is joined to the call whose event it got, and what the page calls meanwhile is not', async () => {
  await inTabs('nested-destination', async ({ site, open, judged }) => {
    // Mixpanel in device mode: at once, once the tool is there, and under a name of the destination's own.
    const plugin = `app.analytics.register({
      name: 'Mixpanel (device mode)', type: 'destination', version: '1', isLoaded: () => true, load: () => Promise.resolve(),
      identify(ctx) { mixpanel.identify(ctx.event.userId); return ctx; },
      page(ctx) { mixpanel.track('Viewed ' + ctx.event.name); return ctx; },
      async track(ctx) {
        await new Promise((resolve) => { globalThis.letGo = resolve; });
        mixpanel.track(ctx.event.event);
        return ctx;
      },
    });`;
    const address = site.page('/', {
      head: `${bare}${segmentNpm(site, 'WK', plugin)}<script>${mixpanelInit(site, 'mixpanel', 'TOK')}</script>`,
    });
    const tab = await open(address);
    await tab.run("app.analytics.identify('u-1').then(() => app.analytics.page('Home')).then(() => true)");
    // The page's own double of the call is beside it, and so is what it calls while the destination waits.
    await tab.run(`globalThis.bought = app.analytics.track('Bought'); mixpanel.track('Bought'); true`);
    await eventually('the destination to have the event', () => tab.run('Boolean(globalThis.letGo)'));
    await tab.run("mixpanel.track('Unrelated'); letGo(); bought.then(() => mixpanel.track('Bought')).then(() => true)");
    const told = await judged('all events', (now) => {
      const sent = now.analysis.projects.flatMap(({ events }) => events.filter(({ delivery }) => delivery === 'accepted'));
      return sent.length >= 9;
    });
    const calls = told.analysis.moments.flatMap((moment) => (moment.kind === 'call' ? [moment] : []));
    const named = ({ vendor, method, args }: (typeof calls)[number]): string => `${vendor} ${method} ${args[0]}`;
    const joined = calls.map((one) => {
      const parent = calls.find(({ call }) => call === one.parent);
      return named(one) + (parent === undefined ? '' : ` < ${named(parent)}`);
    });
    expect(joined).toEqual([
      'segment identify u-1',
      'mixpanel identify u-1 < segment identify u-1',
      'segment page Home',
      'mixpanel track Viewed Home < segment page Home',
      'segment track Bought',
      'mixpanel track Bought',
      'mixpanel track Unrelated',
      'mixpanel track Bought < segment track Bought',
      'mixpanel track Bought',
    ]);
    expect(told.analysis.projects.map(({ vendor, events }) => [vendor, events.map(({ event }) => event.name)]).sort()).toEqual([
      ['mixpanel', ['$identify', 'Viewed Home', 'Bought', 'Unrelated', 'Bought', 'Bought']],
      ['segment', ['identify', 'page', 'Bought']],
    ]);
  });
});

test('what a middleware of Segment calls later, when the call is over, is a call of its own and counted once', async () => {
  await inTabs('nested-later', async ({ site, open, judged }) => {
    const drive = `app.analytics.addSourceMiddleware(({ payload, next }) => { mixpanel.track(payload.obj.event); next(payload); });`;
    const address = site.page('/', {
      head: `${bare}${segmentNpm(site, 'WK', drive)}<script>${mixpanelInit(site, 'mixpanel', 'TOK')}</script>`,
    });
    const tab = await open(address);
    await tab.run("app.analytics.track('Bought').then(() => true)");
    const told = await judged('both events', (now) =>
      ['mixpanel', 'segment'].every((vendor) => eventsOf(now, vendor).Bought?.delivery === 'accepted'),
    );
    const calls = told.analysis.moments.flatMap((moment) =>
      moment.kind === 'call' ? [[moment.vendor, moment.method, moment.events.length]] : [],
    );
    expect(calls.sort()).toEqual([
      ['mixpanel', 'track', 1],
      ['segment', 'track', 1],
    ]);
    expect(told.analysis.projects.map(({ events }) => events.length)).toEqual([1, 1]);
  });
});
