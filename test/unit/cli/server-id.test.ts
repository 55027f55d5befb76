import { describe, expect, test } from 'vitest';
import { readFiles } from '../../../src/cli/input/read-files.ts';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Simulation } from '../../../src/reports/shapes.ts';
import { entryOf, harOf, harText, mixpanelBody, readEntries } from '../../support/har.ts';
import { memoryIo, run } from './io.ts';

const cookie = '3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10';
const from = { Referer: 'https://shop.example/', Cookie: `visitor_id=${cookie}; theme=dark` };

const view = (event: string, at: string) =>
  entryOf({
    at,
    headers: from,
    postData: { mimeType: 'application/json', text: mixpanelBody(event, { $device_id: cookie, distinct_id: `$device:${cookie}` }) },
  });

/** Web events of a visitor whose id the site's servers gave, before anybody knows who it is. */
const web = harOf([
  entryOf({
    at: '2026-11-22T10:00:00Z',
    url: 'https://shop.example/',
    method: 'GET',
    headers: { 'Sec-Fetch-Dest': 'document' },
    postData: null,
  }),
  view('View', '2026-11-22T10:00:01Z'),
  view('Add to Cart', '2026-11-22T10:00:02Z'),
]);

/** What the servers send at sign-up: both ids. */
const server = `${JSON.stringify({ event: 'Sign Up', properties: { token: 'T', $device_id: cookie, $user_id: 'U1', $insert_id: 's1', time: 1795341603 } })}\n`;

const landing = async (files: Readonly<Record<string, string>>): Promise<readonly (readonly [string, string | null, string | null])[]> => {
  const { code, out, warned } = await run(['simulate', ...Object.keys(files), '--json'], files);
  expect([code, warned]).toEqual([0, []]);
  return (JSON.parse(out) as Simulation).projects.flatMap(({ events }) =>
    events.map(({ name, landedOn, landsOn }) => [name, landedOn, landsOn] as const),
  );
};

const joined = [
  ['View', `$device:${cookie}`, 'U1'],
  ['Add to Cart', `$device:${cookie}`, 'U1'],
  ['Sign Up', 'U1', 'U1'],
];

describe('an id that servers keep in a cookie', () => {
  test('carries the anonymous history to the user whom a server event names', async () => {
    expect(await landing({ 'web.har': JSON.stringify(web), 'server.ndjson': server })).toEqual(joined);
    expect(await landing({ 'server.ndjson': server, 'web.har': JSON.stringify(web) })).toEqual(joined);
  });

  test('does so for a recording, too', async () => {
    const { recording } = readEntries(web);
    expect(await landing({ 'web.json': serialiseRecording(recording), 'server.ndjson': server })).toEqual(joined);
  });

  test('joins nothing when the server sends another one', async () => {
    const other = server.replace(cookie, 'another');
    expect((await landing({ 'web.har': JSON.stringify(web), 'server.ndjson': other })).map(([, , now]) => now)).toEqual([
      `$device:${cookie}`,
      `$device:${cookie}`,
      'U1',
    ]);
  });

  test('is found in a HAR by the name in the configuration, also where scripts cannot read it', async () => {
    const files = {
      'web.har': JSON.stringify(web),
      'real.har': harText('charles'),
      'c.json': JSON.stringify({ serverIdCookie: 'visitor_id' }),
    };
    const reading = { vendors: [], deviceFrom: 'file', serverIdCookie: 'visitor_id' } as const;
    const { recordings } = await readFiles(['web.har', 'real.har'], reading, memoryIo(files));
    for (const { observations } of recordings)
      expect(observations.filter(({ kind }) => kind === 'storage.changed')).toMatchObject([
        { vendor: 'server', project: 'visitor_id', ids: { anonymousId: cookie, knownId: null } },
      ]);
    expect((await run(['check', 'web.har', '--config', 'c.json'], files)).warned).toEqual([]);
    const wrong = await run(['check', 'web.har', '--config', 'd.json'], { ...files, 'd.json': '{"serverIdCookie":7}' });
    expect([wrong.code, wrong.warned]).toEqual([2, ['d.json: "serverIdCookie" must be a text.']]);
  });

  test('is no project and changes nobody', async () => {
    const files = { 'real.har': harText('charles'), 'c.json': JSON.stringify({ serverIdCookie: 'visitor_id' }) };
    const plain = await run(['simulate', 'real.har', '--json'], files);
    const named = await run(['simulate', 'real.har', '--json', '--config', 'c.json'], files);
    expect(JSON.parse(named.out)).toEqual(JSON.parse(plain.out));
    const checks = await Promise.all([
      run(['check', 'real.har', '--json'], files),
      run(['check', 'real.har', '--json', '--config', 'c.json'], files),
    ]);
    const [plainly, withName] = checks.map(({ out }) => {
      const check = JSON.parse(out);
      const others = (each: { readonly flow?: string }) => each.flow !== 'server-side-id';
      return { ...check, flows: check.flows.filter(others), unchecked: check.unchecked.filter(others) };
    });
    expect(withName).toEqual(plainly);
    // It is what the flow of that name waits for, and nothing else.
    expect(JSON.parse(checks[1].out).flows.map((run: { readonly flow: string }) => run.flow)).toContain('server-side-id');
  });
});
