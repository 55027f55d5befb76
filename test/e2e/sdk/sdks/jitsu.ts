import { readFileSync } from 'node:fs';
import { type Json, member } from '../../../../src/core/json.ts';
import { root } from '../../support/paths.ts';
import { json } from '../sdk-site.ts';
import type { SdkUnderTest } from '../sdk-under-test.ts';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const jitsu: SdkUnderTest = {
  vendor: 'jitsu',
  project: 'key:secret',
  forms: {
    snippet: {
      files: { '/p.js': () => readFileSync(`${root}node_modules/@jitsu/js/dist/web/p.js.txt`, 'utf8') },
      head: (place) => `<script async src="${place.collector}/p.js" data-write-key="key:secret"></script>`,
      ready: 'window.jitsu',
      sdk: 'jitsu',
      how: 'global',
      project: null,
    },
    npm: {
      bundle:
        "import { jitsuAnalytics } from '@jitsu/js'; globalThis.app = { start: (host) => { app.jitsu = jitsuAnalytics({ host, writeKey: 'key:secret' }); } };",
      head: (place) => `<script src="/app.js"></script><script>app.start('${place.collector}')</script>`,
      ready: 'app.jitsu',
      sdk: 'app.jitsu',
      how: 'storage',
      project: null,
      calls: [],
    },
  },
  settings: () => null,
  payloads: ({ url, text: body }) => (/^\/api\/s\/\w+$/.test(url.pathname) ? [JSON.parse(body) as Json] : null),
  accepted: () => json({ ok: true, destinations: [] }),
  tell: (payload) => ({
    name: text(member(payload, 'event')) ?? text(member(payload, 'type')) ?? '',
    anonymousId: text(member(payload, 'anonymousId')),
    knownId: text(member(payload, 'userId')),
  }),
  track: (name) => `%.track('${name}')`,
  identify: (user) => `%.identify('${user}')`,
  reset: '%.reset()',
  calls: [
    ['track', 'Seen'],
    ['identify', 'u-1'],
    ['track', 'Bought'],
    ['reset', null],
    ['track', 'Seen again'],
    ['identify', 'u-2'],
    ['track', 'Bought too'],
  ],
  // No server of its own merges anything: an event counts for the known id it carries. https://docs.jitsu.com/features/identity-stitching
  landsOn: { Seen: null, Bought: 'u-1', 'Seen again': null, 'Bought too': 'u-2' },
  pause: 250,
};
