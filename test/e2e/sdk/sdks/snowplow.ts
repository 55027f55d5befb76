import { type Json, member } from '../../../../src/core/json.ts';
import type { Place, SdkUnderTest } from '../sdk-under-test.ts';

/** Stands in for sp.js, which no package holds: the package's functions behind the documented tag. */
const tag = `import * as tracker from '@snowplow/browser-tracker';
  const run = ([command, ...args]) => tracker[command.split(':')[0]](...args);
  for (const name of globalThis.GlobalSnowplowNamespace) {
    const queued = globalThis[name].q;
    globalThis[name].q = { push: run };
    for (const call of queued) run(call);
  }
  globalThis.app = { ready: true };`;

/** The documented tag: it tells the name of its function, then makes it. */
const snippet = (place: Place): string => `
  window.GlobalSnowplowNamespace = window.GlobalSnowplowNamespace || [];
  window.GlobalSnowplowNamespace.push('sp4');
  window.sp4 = function () { (window.sp4.q = window.sp4.q || []).push(arguments); };
  window.sp4.q = window.sp4.q || [];
  sp4('newTracker', 'shop', '${place.collector}', { appId: 'shop', bufferSize: 1 });`;

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export const snowplow: SdkUnderTest = {
  vendor: 'snowplow',
  project: 'host:in.localhost',
  forms: {
    snippet: {
      bundle: tag,
      head: (place) => `<script>${snippet(place)}</script><script async src="/app.js"></script>`,
      ready: 'window.app && app.ready',
      sdk: 'sp4',
      how: 'global',
      project: null,
    },
    npm: {
      bundle: `import * as tracker from '@snowplow/browser-tracker';
        globalThis.app = { call: (command, ...args) => tracker[command](...args) };`,
      head: (place) =>
        `<script src="/app.js"></script><script>app.call('newTracker', 'shop', '${place.collector}', { bufferSize: 1 })</script>`,
      ready: 'app.call',
      sdk: 'app.call',
      how: 'storage',
      project: null,
      calls: [],
    },
  },
  settings: () => null,
  payloads({ url, text: body }) {
    if (!url.pathname.endsWith('/tp2')) return null;
    const data = member(JSON.parse(body) as Json, 'data');
    return Array.isArray(data) ? data : [];
  },
  tell: (payload) => ({
    name: text(member(payload, 'se_ac')) ?? text(member(payload, 'e')) ?? '',
    anonymousId: text(member(payload, 'duid')),
    knownId: text(member(payload, 'uid')),
  }),
  track: (name) => `%('trackStructEvent', { category: 'shop', action: '${name}' })`,
  identify: (user) => `%('setUserId', '${user}')`,
  reset: "%('clearUserData')",
  calls: [
    ['trackStructEvent', { category: 'shop', action: 'Seen' }],
    ['setUserId', 'u-1'],
    ['trackStructEvent', { category: 'shop', action: 'Bought' }],
    ['clearUserData', null],
    ['trackStructEvent', { category: 'shop', action: 'Seen again' }],
    ['setUserId', 'u-2'],
    ['trackStructEvent', { category: 'shop', action: 'Bought too' }],
  ],
  // Identifiers of one event get one Snowplow ID. https://docs.snowplow.io/docs/identities/concepts/
  landsOn: { Seen: 'u-1', Bought: 'u-1', 'Seen again': 'u-2', 'Bought too': 'u-2' },
};
