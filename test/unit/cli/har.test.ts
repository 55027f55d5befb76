import { describe, expect, test } from 'vitest';
import { adapterOf } from '../../../src/adapters/index.ts';
import { readFiles } from '../../../src/cli/input/read-files.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Check, Simulation } from '../../../src/reports/shapes.ts';
import { entryOf, harOf, harText, mixpanelBody } from '../../support/har.ts';
import { memoryIo, run } from './io.ts';

const simulate = async (
  files: Readonly<Record<string, string>>,
  said: readonly string[] = [],
  ...options: readonly string[]
): Promise<Simulation> => {
  const { code, out, warned } = await run(['simulate', ...Object.keys(files), '--json', ...options], files);
  expect(warned).toEqual(said);
  expect(code).toBe(0);
  return JSON.parse(out) as Simulation;
};

/** What does not differ between two visits: names, profiles, what became of links. */
const shapeOf = ({ projects }: Simulation) =>
  projects
    .map(({ vendor, project, events }) => ({
      name: `${vendor} ${project}`,
      events: events.map(({ name, profile, merge }) => `${name} ${profile} ${merge}`),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

describe('a HAR', () => {
  test.each(['charles', 'mitmproxy'])('as %s writes it gives the simulation of the browser that it watched', async (tool) => {
    const chromium = await simulate({ 'x.har': harText('chromium') });
    expect(chromium.projects.map(({ vendor, events }) => `${vendor} ${events.length}`)).toEqual([
      'mixpanel 6',
      'segment 6',
      'amplitude 5',
      'posthog 5',
    ]);
    expect(await simulate({ 'x.har': harText(tool) })).toEqual(chromium);
  });

  test('of Firefox gives the simulation of the same visit in Chromium, and the beacon that Chromium does not export', async () => {
    const [firefox, chromium] = [await simulate({ 'x.har': harText('firefox') }), await simulate({ 'x.har': harText('chromium') })];
    const without = shapeOf(firefox).map((project) =>
      project.name === 'posthog phc_shop' ? { ...project, events: project.events.filter((_, index) => index !== 3) } : project,
    );
    expect(without).toEqual(shapeOf(chromium));
    const left = firefox.projects.flatMap(({ vendor, events }) =>
      events.filter(({ delivery }) => delivery !== 'accepted').map(({ name, delivery }) => `${vendor} ${name} ${delivery}`),
    );
    expect(left).toEqual(['mixpanel Account unconfirmed', 'segment Account unconfirmed']);
  });

  test('tells of one visitor: what came before identify is hers, what came after reset is not', async () => {
    const { projects } = await simulate({ 'x.har': harText('chromium') });
    for (const { events } of projects) {
      const [first, last] = [events[0], events.at(-1)];
      expect(first?.landsOn).toMatch(/u-1$/);
      expect(last?.name).toBe('Home');
      expect(last?.profile).not.toBe(first?.profile);
    }
  });

  test('is judged by check, which says what requests alone cannot show', async () => {
    const { code, out } = await run(['check', 'x.har', '--json'], { 'x.har': harText('charles') });
    const check = JSON.parse(out) as Check;
    expect([code, check.verdict, check.findings]).toEqual([0, 'pass', []]);
    const blind = check.unchecked.filter(({ why }) => why.startsWith('Calls of this project were not observed'));
    expect(blind.map(({ rule }) => rule)).toContain('empty-identify');
    expect(new Set(blind.map(({ project }) => project))).toEqual(new Set(['mp-token', 'seg-key', 'amp-key', 'phc_shop']));
  });

  test.each(['chromium', 'firefox', 'mobile'])('of %s is judged the same when its ids are hidden', async (name) => {
    const files = { 'x.har': harText(name) };
    const judged = async (...options: readonly string[]) => {
      const { findings, flows, verdict } = JSON.parse((await run(['check', 'x.har', '--json', ...options], files)).out) as Check;
      return {
        verdict,
        rules: findings.map(({ rule, vendor, affected }) => [rule, vendor, affected]),
        flows: flows.map((run) => [run.flow, run.verdict]),
      };
    };
    expect(await judged('--redact')).toEqual(await judged());
  });

  test('can be asked what would have been', async () => {
    const { code, out } = await run(['what-if', 'x.har', ...[2, 3, 4].flatMap((index) => ['--drop', `mp-token:${index}`]), '--json'], {
      'x.har': harText('charles'),
    });
    const { moved } = JSON.parse(out) as { moved: readonly { project: string }[] };
    expect(code).toBe(0);
    expect(moved.length).toBeGreaterThan(0);
    expect(new Set(moved.map(({ project }) => project))).toEqual(new Set(['mp-token']));
  });

  test('begins with a byte order mark or with white space as well', async () => {
    const text = harText('mitmproxy');
    const plain = await simulate({ 'x.har': text });
    expect(await simulate({ 'x.har': `\ufeff${text}` })).toEqual(plain);
    expect(await simulate({ 'x.har': `\ufeff${JSON.stringify(JSON.parse(text))}` })).toEqual(plain);
    expect(await simulate({ 'x.har': `\r\n\t ${text}` })).toEqual(plain);
  });
});

describe("a HAR of phones' traffic", () => {
  test('is read for every vendor, without a word of the web in it', async () => {
    const { projects, skipped } = await simulate({ 'phones.har': harText('mobile') }, [
      'phones.har: requests of 6 User-Agents count as one device; --device-from ua tells them apart.',
    ]);
    expect(await simulate({ 'phones.har': harText('mobile') }, [], '--device-from', 'ua')).toMatchObject({ skipped: 0, projects });
    expect(skipped).toBe(0);
    const told = projects.map(({ vendor, project, events, profiles }) => ({
      of: `${vendor} ${project}`,
      events: events.length,
      people: profiles.map(({ label, ids }) => `${label} by ${ids.length}`),
    }));
    expect(told).toEqual([
      { of: 'mixpanel mp-mobile', events: 8, people: ['user-1 by 3', 'user-2 by 2', '$device:a3f1c2d4-0000-4000-8000-000000000004 by 1'] },
      {
        of: 'segment seg-mobile',
        events: 6,
        people: ['user_id=user-1 by 5', 'anonymous_id=b0000000-0000-4000-8000-000000000013 by 2'],
      },
      { of: 'amplitude amp-mobile', events: 5, people: ['user-1 by 3'] },
      { of: 'posthog phc_mobile', events: 5, people: ['user-1 by 3'] },
      { of: 'rudderstack rudder-mobile', events: 3, people: ['user-1 by 2'] },
    ]);
  });

  test('tells phones apart by their User-Agent', async () => {
    const reading = { vendors: [], deviceFrom: 'ua', serverIdCookie: null } as const;
    const { recordings } = await readFiles(['phones.har'], reading, memoryIo({ 'phones.har': harText('mobile') }));
    expect(recordings[0]?.devices.map(({ label }) => label)).toContain('posthog-ios/3.36.0');
    expect(recordings[0]?.devices).toHaveLength(6);
  });

  test('gives the payloads as lines as well', async () => {
    const { recordings } = await readFiles(
      ['phones.har'],
      { vendors: [], deviceFrom: 'file', serverIdCookie: null },
      memoryIo({ 'phones.har': harText('mobile') }),
    );
    const sent = (recordings[0]?.observations ?? []).flatMap((one) => ('payloads' in one ? [one] : [])) as readonly {
      vendor: string;
      payloads: readonly object[];
    }[];
    for (const { vendor, payloads } of sent) {
      const { projects } = await simulate({ x: payloads.map((payload) => JSON.stringify(payload)).join('\n') });
      const isUpdate = payloads.every((payload) => adapterOf(vendor)?.profileWrite?.(payload as Json));
      expect(projects.map((project) => project.vendor)).toEqual(isUpdate ? [] : [vendor]);
    }
  });
});

const entry = (name: string, properties: { readonly [key: string]: string }, parts: Parameters<typeof entryOf>[0] = {}) =>
  entryOf({ postData: { mimeType: 'application/json', text: mixpanelBody(name, properties) }, ...parts });

const har = (...entries: Parameters<typeof harOf>[0]): string => JSON.stringify(harOf(entries));

describe('several files', () => {
  test('of several devices, HARs, lines and recordings, are one analysis in order of time', async () => {
    const phone = har(entry('On phone', { $device_id: 'P', time: '1795341601' }, { at: '2026-11-22T10:00:01Z' }));
    const desk = har(entry('On desk', { $device_id: 'D', $user_id: 'U', time: '1795341600' }, { at: '2026-11-22T10:00:00Z' }));
    const line = JSON.stringify({ event: 'Linked', properties: { token: 'T', $device_id: 'P', $user_id: 'U', time: 1795341602 } });
    const { projects } = await simulate({ 'phone.har': phone, 'desk.har': desk, 'server.ndjson': `${line}\n` });
    expect(projects[0]?.events.map(({ name, landsOn }) => [name, landsOn])).toEqual([
      ['On desk', 'U'],
      ['On phone', 'U'],
      ['Linked', 'U'],
    ]);
  });

  test('are a device each, or one for each User-Agent', async () => {
    const agent = (name: string) => ({ headers: { 'User-Agent': name } });
    const files = {
      'a.har': har(entry('1', {}, agent('Phone')), entry('2', {}, agent('Desk'))),
      'b.har': har(entry('3', {}, agent('Phone'))),
    };
    const labels = async (deviceFrom: 'file' | 'ua') => {
      const { recordings } = await readFiles(['a.har', 'b.har'], { vendors: [], deviceFrom, serverIdCookie: null }, memoryIo(files));
      return recordings.map(({ devices }) => devices.map(({ label }) => label));
    };
    expect(await labels('file')).toEqual([['a.har'], ['b.har']]);
    expect(await labels('ua')).toEqual([['Phone', 'Desk'], ['Phone']]);
    const { code, warned } = await run(['simulate', 'a.har', '--device-from', 'host'], files);
    expect([code, warned]).toEqual([2, ['--device-from takes file, ua, not "host".']]);
  });
});

test('--device-from says that it changes nothing without a HAR', async () => {
  const line = JSON.stringify({ event: 'a', properties: { token: 'T', $device_id: 'D' } });
  const { code, warned } = await run(['simulate', 'x', '--device-from', 'ua', '--json'], { x: line });
  expect([code, warned]).toEqual([0, ['--device-from tells apart devices in HAR files, and there is none.']]);
});

describe('what cannot be used', () => {
  test('is skipped, counted, and shown up to five with its place', async () => {
    const text = har(1, 2, 3, 4, 5, 6, entry('Kept', {}));
    const { code, out, warned } = await run(['simulate', 'x.har', '--json'], { 'x.har': text });
    expect(code).toBe(0);
    expect((JSON.parse(out) as Simulation).skipped).toBe(6);
    expect(warned).toEqual([
      ...[0, 1, 2, 3, 4].map((place) => `skipped x.har: entries[${place}]: this is no entry with a request`),
      'skipped 6 in all',
    ]);
  });

  test.each([
    ['no analytics', har(entryOf({ url: 'https://shop.example/', method: 'GET', postData: null })), ['Nothing usable in x.har.']],
    ['no entries', har(), ['Nothing usable in x.har.']],
  ])('with %s is one clear line and exit 2', async (_, text, lines) => {
    for (const command of ['simulate', 'check']) {
      const { code, out, warned } = await run([command, 'x.har'], { 'x.har': text });
      expect([code, out, warned]).toEqual([2, '', lines]);
    }
  });

  test('with a file that ends too early says at which byte', async () => {
    const text = har(entry('Über', {}));
    const cut = text.slice(0, text.length - 10);
    const bytes = Buffer.byteLength(cut);
    expect((await run(['simulate', 'x.har'], { 'x.har': cut })).warned).toEqual([
      `x.har is a HAR file that ends too early, at byte ${bytes}.`,
    ]);
    expect((await run(['simulate', 'x.har'], { 'x.har': `\ufeff${cut}` })).warned).toEqual([
      `x.har is a HAR file that ends too early, at byte ${bytes + 3}.`,
    ]);
    const pretty = JSON.stringify(JSON.parse(text), null, 2).slice(0, 200);
    expect((await run(['simulate', 'x.har'], { 'x.har': pretty })).warned).toEqual([
      'x.har is a HAR file that ends too early, at byte 200.',
    ]);
  });

  test('with a broken file says from which byte on', async () => {
    const { code, warned } = await run(['check', 'x.har'], { 'x.har': '{"log":{"version":"1.2","entries":[oops]}}' });
    expect([code, warned]).toEqual([2, ['x.har is a HAR file and no JSON from byte 35 on.']]);
  });
});
