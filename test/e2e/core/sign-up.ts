import { expect } from 'vitest';
import { member } from '../../../src/core/json.ts';
import { simulate } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { type InBrowser, recordingOf } from '../support/inspecting.ts';
import { filterRows, shownFlows, shownRows, shownText } from '../support/shown.ts';
import { mixpanelNpm, passwordForm, type Site, segmentNpm } from '../support/site.ts';

const user = 'u-1001';

/** Mixpanel's profile is labelled by the bare id, Segment's by `type=value`. */
const isUser = (label: string | null): boolean => label === user || label === `user_id=${user}`;
const isDevice = (label: string | null): boolean => /^(?:\$device:|anonymous_id=)[0-9a-f-]{36}$/.test(label ?? '');

/** Whether the answer to a request is seen when the page goes at once is up to the browser. */
const settled: ReadonlySet<string> = new Set(['accepted', 'unconfirmed']);

/** A visitor looks around, signs up through a form, and is identified on the page after it. */
export async function signUp(inBrowser: InBrowser, site: Site): Promise<void> {
  const both = (then: (sdk: string) => string): string =>
    mixpanelNpm(site, 'TOK', then('app.mixpanel')) + segmentNpm(site, 'WK', then('app.analytics'));
  const start = site.page('/', { head: both((sdk) => `${sdk}.track('Early Browsed');`), body: '<a id="join" href="/join">Join</a>' });
  site.page('/join', { head: both((sdk) => `${sdk}.track('Early Join Opened');`), body: passwordForm('/welcome') });
  site.page('/welcome', { head: both((sdk) => `${sdk}.identify('${user}'); ${sdk}.track('Sign Up');`), body: '<h1>Welcome</h1>' });

  // Who leaves before the SDKs have sent, or at least stored, an event loses it, and the story with it.
  const atBothVendors = (name: string): Promise<boolean> =>
    eventually(`“${name}” at both vendors`, () => {
      const told = site.collector.received().filter(({ payloads }) => payloads.some((payload) => member(payload, 'event') === name));
      return new Set(told.map(({ vendor }) => vendor)).size === 2;
    });

  await inBrowser('sign-up', async (inspecting) => {
    const page = await inspecting.newPage();
    await page.goto('about:blank');
    const watched = await inspecting.inspect(page);
    await filterRows(watched.panel, 'Early');
    await page.goto(start);
    await eventually('Browsed in the panel, on the device', async () => {
      const row = (await shownRows(watched.panel)).find(({ text }) => text.includes('Early'));
      return row !== undefined && isDevice(row.landsOn);
    });
    await atBothVendors('Early Browsed');
    await Promise.all([page.waitForNavigation(), page.click('#join')]);
    await page.type('input[name=email]', 'ada@site.example');
    await page.type('input[name=password]', 'correct horse');
    await atBothVendors('Early Join Opened');
    await Promise.all([page.waitForNavigation(), page.click('button[type=submit]')]);

    const rows = await eventually('the history to move to the user in the panel', async () => {
      const early = (await shownRows(watched.panel)).filter(({ text }) => text.includes('Early'));
      return early.length >= 4 && early.every(({ landsOn }) => isUser(landsOn)) && early;
    });
    for (const row of rows) expect(isDevice(row.landedOn), `${row.text} first landed on ${row.landedOn}`).toBe(true);
    expect(await shownText(watched.panel)).toContain(`This page thinks you are`);
    await eventually('the flow sign-up to pass for both vendors', async () => {
      const flows = (await shownFlows(watched.panel)).filter((flow) => flow.startsWith('sign-up '));
      return flows.length === 2 && flows.every((flow) => flow === 'sign-up pass') && flows;
    });

    await eventually(
      'the vendors to have received everything',
      () => site.collector.received().flatMap(({ payloads }) => payloads).length >= 8,
    );
    const simulation = await eventually('the exported recording to hold what was delivered', async () => {
      const told = await simulate(await recordingOf(watched));
      const open = told.projects.flatMap(({ vendor, events }) =>
        events.flatMap(({ name, delivery }) => (settled.has(delivery) ? [] : [`${vendor} ${name} ${delivery}`])),
      );
      expect(open).toEqual([]);
      return told.projects.length === 2 && told;
    });
    for (const project of simulation.projects) {
      const early = project.events.filter(({ name }) => name.startsWith('Early'));
      expect(early.length, project.vendor).toBe(2);
      for (const event of early) {
        expect(isUser(event.landsOn), `${project.vendor} ${event.name} lands on ${event.landsOn}`).toBe(true);
        expect(rows.map(({ landedOn }) => landedOn)).toContain(event.landedOn);
        expect(event.knownId).toBeNull();
      }
      expect(project.profiles.length, project.vendor).toBe(1);
    }
  });
}
