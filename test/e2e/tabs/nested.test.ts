import { expect, test } from 'vitest';
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
