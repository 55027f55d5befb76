import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSdkSite } from '../sdk/sdk-site.ts';
import type { Form, Place, SdkUnderTest } from '../sdk/sdk-under-test.ts';
import { amplitude } from '../sdk/sdks/amplitude.ts';
import { mixpanel } from '../sdk/sdks/mixpanel.ts';
import { posthog } from '../sdk/sdks/posthog.ts';
import { rudderstack } from '../sdk/sdks/rudderstack.ts';
import { segment } from '../sdk/sdks/segment.ts';
import { eventually } from '../support/eventually.ts';
import { type Heard, type Listener, type ReportOf, withListener } from './listener.ts';

let listener: Listener;
let closed: Promise<void>;
let close: () => void;
beforeAll(async () => {
  await new Promise<void>((ready, failed) => {
    const held = new Promise<void>((end) => {
      close = end;
    });
    closed = withListener('chromium', async (own) => {
      listener = own;
      ready();
      await held;
    });
    closed.catch(failed);
  });
});
afterAll(async () => {
  close();
  await closed;
});

type Told = {
  of<K extends Heard['kind']>(kind: K): readonly ReportOf<K>[];
  run(code: string): Promise<unknown>;
  until(what: string, read: () => unknown): Promise<unknown>;
};

/** Opens a page with the SDK, waits until it is ready, and gives what the hook says of this page. */
async function onPage(
  sdk: SdkUnderTest,
  form: 'snippet' | 'npm',
  change: Partial<Form>,
  work: (told: Told) => Promise<void>,
): Promise<void> {
  const { early: _none, ...rest } = sdk.forms[form] as Form;
  const chosen: Form = { ...rest, ...change };
  const site = await startSdkSite(sdk, form, chosen);
  const before = new Set(listener.heard().map(({ page }) => page));
  const page: Page = await listener.newPage();
  try {
    await page.goto(`${site.origin}/`);
    await eventually('the SDK', () => page.evaluate(`Boolean(${chosen.ready})`) as Promise<boolean>);
    const of = <K extends Heard['kind']>(kind: K): readonly ReportOf<K>[] =>
      listener.of(kind as never).filter((report) => !before.has((report as Heard).page)) as never;
    await work({
      of,
      run: (code) => page.evaluate(`{ ${code}; undefined; }`),
      until: (what, read) => listener.until(what, read as () => boolean),
    });
  } finally {
    await page.close();
    await site.stop();
  }
}

const headOf =
  (sdk: SdkUnderTest, form: 'snippet' | 'npm', more: string) =>
  (place: Place): string =>
    (sdk.forms[form] as Form).head(place) + more;

describe('Mixpanel', () => {
  test('a named instance has its own project, calls and ids, on the stub and after', async () => {
    const more = `<script>mixpanel.init('TOK2', { api_host: '/none' }, 'shop'); mixpanel.shop.track('Early');</script>`;
    await onPage(mixpanel, 'snippet', { head: headOf(mixpanel, 'snippet', more) }, async ({ of, run, until }) => {
      await run("mixpanel.shop.identify('u-9')");
      await until('the call', () => of('call.observed').some(({ method, instance }) => method === 'identify' && instance === 'shop'));
      const calls = of('call.observed').filter(({ instance, parent }) => instance === 'shop' && parent === null);
      expect(calls.filter(({ queued }) => queued).map(({ method, project }) => [method, project])).toEqual([['track', 'TOK2']]);
      const identify = calls.find(({ method }) => method === 'identify');
      expect([identify?.project, identify?.before?.knownId, identify?.after?.knownId]).toEqual(['TOK2', null, 'u-9']);
      expect(of('sdk.found').map(({ project, instance }) => [project, instance])).toEqual(
        expect.arrayContaining([
          ['TOK', 'mixpanel'],
          ['TOK2', 'shop'],
        ]),
      );
    });
  });

  test('setting a profile is a call, and opting out is told', async () => {
    await onPage(mixpanel, 'npm', {}, async ({ of, run, until }) => {
      await run("app.mixpanel.people.set({ plan: 'pro' }); app.mixpanel.opt_out_tracking()");
      await until('the opt-out', () => of('storage.changed').some(({ capturing }) => capturing === 'out'));
      expect(
        of('call.observed')
          .filter(({ parent }) => parent === null)
          .map(({ method, args }) => [method, args[0] ?? null]),
      ).toEqual([
        ['people.set', { plan: 'pro' }],
        ['opt_out_tracking', null],
      ]);
    });
  });
});

describe('PostHog', () => {
  test('an automated browser is a robot to it, and that is said', async () => {
    const head = (place: Place): string => (posthog.forms.npm as Form).head(place).replace('"opt_out_useragent_filter":true,', '');
    await onPage(posthog, 'npm', { head }, async ({ of, until }) => {
      await until('the instance', () => of('sdk.found').length > 0);
      expect(of('sdk.found').map(({ project, capturing, version }) => [project, capturing, version])).toEqual([
        ['phc_test', 'bot', '1.449.2'],
      ]);
    });
  });

  test('a named instance has its own project; ids kept in memory only are known before and after', async () => {
    await onPage(posthog, 'npm', {}, async ({ of, run, until }) => {
      await run(
        "app.second = app.posthog.init('phc_two', { ...app.posthog.config, token: 'phc_two', persistence: 'memory', name: 'second', loaded() {} }, 'second'); app.second.identify('u-9')",
      );
      await until('the call', () => of('call.observed').some(({ method, instance }) => method === 'identify' && instance === 'second'));
      const identify = of('call.observed').find(({ method, instance }) => method === 'identify' && instance === 'second');
      expect([identify?.project, identify?.before?.knownId, identify?.after?.knownId]).toEqual(['phc_two', null, 'u-9']);
      expect(identify?.before?.anonymousId).toBe(identify?.after?.anonymousId);
    });
  });

  test.each(['snippet', 'npm'] as const)('who the page was started with is told, and nothing else of its settings (%s)', async (form) => {
    const bootstrap = '"bootstrap":{"distinctID":"u-3","isIdentifiedID":true,"featureFlags":{"beta":true}},"autocapture":false';
    const head = (place: Place): string => (posthog.forms[form] as Form).head(place).replace('"autocapture":false', bootstrap);
    await onPage(posthog, form, { head }, async ({ of, run, until }) => {
      await run((posthog.forms[form] as Form).sdk.concat(".capture('Seen')"));
      await until('the start', () => of('call.observed').some(({ method }) => method === 'init'));
      expect(of('call.observed').filter(({ method }) => method === 'init')).toMatchObject([
        {
          project: 'phc_test',
          args: ['phc_test', { bootstrap: { distinctID: 'u-3', isIdentifiedID: true } }],
          after: { knownId: 'u-3' },
          queued: false,
        },
      ]);
      expect(JSON.stringify(of('call.observed'))).not.toContain('featureFlags');
    });
  });

  test('opting out is told', async () => {
    await onPage(posthog, 'snippet', {}, async ({ of, run, until }) => {
      await run('posthog.opt_out_capturing()');
      await until('the opt-out', () => of('storage.changed').some(({ capturing }) => capturing === 'out'));
      expect(of('call.observed').map(({ method }) => method)).toContain('opt_out_capturing');
    });
  });
});

describe('Amplitude', () => {
  test('named instances are met whether the page made them on the stub or later', async () => {
    const more = `<script>const shop = amplitude.createInstance('shop'); shop.init('AMPSHOP1234', { autocapture: false, fetchRemoteConfig: false, instanceName: 'shop' }); shop.track('Early'); window.shop = shop;</script>`;
    await onPage(amplitude, 'snippet', { head: headOf(amplitude, 'snippet', more) }, async ({ of, run, until }) => {
      await run(
        "shop.setUserId('u-8'); window.late = amplitude.createInstance('late'); late.init('AMPLATE1234', { autocapture: false, fetchRemoteConfig: false, instanceName: 'late' }); late.setUserId('u-9')",
      );
      await until('both calls', () => of('call.observed').filter(({ method, queued }) => method === 'setUserId' && !queued).length === 2);
      expect(
        of('call.observed')
          .filter(({ queued }) => queued)
          .map(({ method, project }) => [method, project]),
      ).toEqual([
        ['init', 'AMPKEY1234567890'],
        ['init', 'AMPSHOP1234'],
        ['track', 'AMPSHOP1234'],
      ]);
      expect(
        of('call.observed')
          .filter(({ queued }) => !queued)
          .map(({ method, project }) => [method, project]),
      ).toEqual([
        ['setUserId', 'AMPSHOP1234'],
        ['init', 'AMPLATE1234'],
        ['setUserId', 'AMPLATE1234'],
      ]);
    });
  });

  test('without a method in reach, who it takes the visitor for is read from its cookie, with the place in the page', async () => {
    await onPage(amplitude, 'npm', {}, async ({ of, run, until }) => {
      await run("(function signedIn() { app.amplitude.setUserId('u-9'); })()");
      await until('the id', () => of('storage.changed').some(({ ids }) => ids.knownId === 'u-9'));
      const changed = of('storage.changed').find(({ ids }) => ids.knownId === 'u-9');
      expect([changed?.cause, changed?.capturing]).toEqual([null, 'in']);
      expect(changed?.site).toContain('signedIn');
      expect(of('sdk.found').map(({ how, hooked, why }) => [how, hooked, why])).toEqual([
        ['storage', false, 'only its storage and requests are seen'],
      ]);
    });
  });

  test('what sends an event without tracking one is told: properties, groups and revenue', async () => {
    await onPage(amplitude, 'snippet', {}, async ({ of, run, until }) => {
      await run(
        "amplitude.identify(new amplitude.Identify().set('plan', 'pro')); amplitude.setGroup('company', 'c-1'); amplitude.revenue(new amplitude.Revenue().setPrice(3)); amplitude.setIdentity({ userProperties: { plan: 'free' } })",
      );
      const methods = ['identify', 'setGroup', 'revenue', 'setIdentity'];
      const calls = () => of('call.observed').filter(({ method }) => methods.includes(method));
      await until('the calls', () => calls().length >= methods.length);
      expect(calls().map(({ method, parent }) => [method, parent])).toEqual(methods.map((method) => [method, null]));
      // What the call is given decides whether an event is expected of it.
      expect(calls().map(({ args }) => typeof args[0])).toEqual(['object', 'string', 'object', 'object']);
    });
  });

  test('opting out is told', async () => {
    await onPage(amplitude, 'snippet', {}, async ({ of, run, until }) => {
      await run('amplitude.setOptOut(true)');
      await until('the opt-out', () => of('storage.changed').some(({ capturing }) => capturing === 'out'));
    });
  });
});

describe('Segment and RudderStack', () => {
  test('an id given past identify is told by what is stored, with the place in the page', async () => {
    await onPage(segment, 'npm', {}, async ({ of, run, until }) => {
      await run("app.analytics.instance.user().id('u-9')");
      await until('the id', () => of('storage.changed').some(({ ids }) => ids.knownId === 'u-9'));
      expect(of('storage.changed').find(({ ids }) => ids.knownId === 'u-9')).toMatchObject({
        project: 'WK',
        cause: null,
        site: expect.any(String),
      });
    });
  });

  test('RudderStack: another user without reset is one call, with ids before and after', async () => {
    await onPage(rudderstack, 'npm', {}, async ({ of, run, until }) => {
      await run("app.rudder.identify('u-1'); app.rudder.identify('u-2', { plan: 'pro' })");
      await until('the calls', () => of('call.observed').length >= 2);
      const own = of('call.observed').filter(({ parent }) => parent === null);
      expect(own.map(({ method, before, after }) => [method, before?.knownId, after?.knownId])).toEqual([
        ['identify', null, 'u-1'],
        ['identify', 'u-1', 'u-2'],
      ]);
      expect(new Set(own.flatMap(({ before, after }) => [before?.anonymousId, after?.anonymousId])).size).toBe(1);
    });
  });
});
