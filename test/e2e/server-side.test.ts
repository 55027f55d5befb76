import { afterAll, beforeEach, describe, test } from 'vitest';
import { serverSide } from './core/server-side.ts';
import { inChromium, inFirefox } from './support/inspecting.ts';
import { type Site, startSite } from './support/site.ts';

let site: Site;
const sites: Site[] = [];
beforeEach(async () => {
  site = await startSite();
  sites.push(site);
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

describe('an id that servers keep in a cookie', () => {
  test('joins what servers send to what the page sent, in Chromium', () => serverSide(inChromium, site));
  test('joins what servers send to what the page sent, in Firefox', () => serverSide(inFirefox, site));
});
