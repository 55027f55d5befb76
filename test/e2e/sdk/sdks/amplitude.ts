import { readFileSync } from 'node:fs';
import { type Json, member } from '../../../../src/core/json.ts';
import { root } from '../../support/paths.ts';
import { json } from '../sdk-site.ts';
import type { Place, SdkUnderTest } from '../sdk-under-test.ts';

const scripts = `${root}node_modules/@amplitude/analytics-browser/lib/scripts/`;
const snippet = readFileSync(`${scripts}amplitude-snippet-min.js`, 'utf8');
const path = /https:\/\/cdn\.amplitude\.com(\/[^"]+)"/.exec(snippet)?.[1] ?? '';

const init = (place: Place): string =>
  `('AMPKEY1234567890', ${JSON.stringify({ autocapture: false, fetchRemoteConfig: false, flushIntervalMillis: 200, serverUrl: `${place.collector}/2/httpapi` })})`;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const amplitude: SdkUnderTest = {
  vendor: 'amplitude',
  project: 'AMPKEY1234567890',
  forms: {
    snippet: {
      files: { [path]: () => readFileSync(`${scripts}amplitude-min.js.gz`) },
      head: (place) =>
        `<script>${snippet.replace('https://cdn.amplitude.com', place.collector)}</script><script>amplitude.init${init(place)}</script>`,
      ready: 'amplitude.runQueuedFunctions && amplitude.getDeviceId()',
      sdk: 'amplitude',
      how: 'global',
      early: 3,
      replays: false,
    },
    npm: {
      bundle: "import * as amplitude from '@amplitude/analytics-browser'; globalThis.app = { amplitude };",
      head: (place) => `<script src="/app.js"></script><script>app.amplitude.init${init(place)}</script>`,
      ready: 'app.amplitude.getDeviceId()',
      sdk: 'app.amplitude',
      // Its functions close over a client that nothing leads to, and what it stores bears ten characters of the key.
      how: 'storage',
      calls: [],
      project: null,
    },
  },
  settings: () => null,
  payloads({ url, text }) {
    if (url.pathname !== '/2/httpapi') return null;
    const events = member(JSON.parse(text) as Json, 'events');
    return Array.isArray(events) ? events : [];
  },
  accepted: () => json({ code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1 }),
  tell: (payload) => ({
    name: text(member(payload, 'event_type')) ?? '',
    anonymousId: text(member(payload, 'device_id')),
    knownId: text(member(payload, 'user_id')),
  }),
  version: '2.47.0',
  track: (name) => `%.track('${name}')`,
  identify: (user) => `%.setUserId('${user}')`,
  reset: '%.reset()',
  calls: [
    ['track', 'Seen'],
    ['setUserId', 'u-1'],
    ['track', 'Bought'],
    ['reset', null],
    ['track', 'Seen again'],
    ['setUserId', 'u-2'],
    ['track', 'Bought too'],
  ],
  // Anonymous events of a device go to the first user it is seen with; reset() makes a new device. https://amplitude.com/docs/data/sources/instrument-track-unique-users
  landsOn: { Seen: 'u-1', Bought: 'u-1', 'Seen again': 'u-2', 'Bought too': 'u-2' },
  pause: 200,
};
