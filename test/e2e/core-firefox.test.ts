import { afterAll, beforeEach, describe, test } from 'vitest';
import { latePanel } from './core/late-panel.ts';
import { sharedDevice } from './core/shared-device.ts';
import { signUp } from './core/sign-up.ts';
import { callInPagehide } from './core/unload.ts';
import { inFirefox } from './support/inspecting.ts';
import { type Site, startSite } from './support/site.ts';

let site: Site;
const sites: Site[] = [];
beforeEach(async () => {
  site = await startSite();
  sites.push(site);
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

describe('in Firefox', () => {
  test('events before the sign-up first landed on the device and now land on the user', () => signUp(inFirefox, site));
  test('a shared device done right passes, with nothing to complain about', () => sharedDevice(inFirefox, 'correct'));
  test('a shared device without reset fails, with one error', () => sharedDevice(inFirefox, 'no-reset'));
  test('a call inside pagehide is recorded', () => callInPagehide(inFirefox, site));
  test('a panel opened late shows what happened before', () => latePanel(inFirefox, site));
});
