import { readFileSync } from 'node:fs';
import { amplitude as sdk } from '../../e2e/sdk/sdks/amplitude.ts';
import { root } from '../../e2e/support/paths.ts';
import { answersOf, literal } from './answers.ts';
import type { Tool } from './idioms.ts';

const scripts = `${root}node_modules/@amplitude/analytics-browser/lib/scripts/`;
const snippet = readFileSync(`${scripts}amplitude-snippet-min.js`, 'utf8');
const path = /https:\/\/cdn\.amplitude\.com(\/[^"]+)"/.exec(snippet)?.[1] ?? '';

/**
 * An event gets its ids when the task that tracked it is over, so what is to count for the one who leaves is awaited.
 * https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2
 */
export const amplitude: Tool = {
  vendor: 'amplitude',
  project: 'AMPKEY1234567890',
  bundle: '',
  files: { [path]: () => readFileSync(`${scripts}amplitude-min.js.gz`) },
  head: (place, config) =>
    `<script>${snippet.replace('https://cdn.amplitude.com', place.collector)}</script><script>amplitude.init('AMPKEY1234567890', ${literal({
      autocapture: false,
      fetchRemoteConfig: false,
      flushIntervalMillis: 200,
      serverUrl: `${place.collector}/2/httpapi`,
      ...config,
    })});</script>`,
  answers: answersOf(sdk),
  ready: 'amplitude.runQueuedFunctions && amplitude.getDeviceId()',
  startsOut: { optOut: true },
  track: (name) => `amplitude.track(${literal(name)});`,
  identify: ({ id, plan }) =>
    `amplitude.setUserId(${literal(id)}); { const traits = new amplitude.Identify(); traits.set('plan', ${literal(plan)}); amplitude.identify(traits); }`,
  reset: () => 'amplitude.reset();',
  leave: (name) => `await amplitude.track(${literal(name)}).promise; amplitude.reset();`,
  trackAndGo: (name) => `amplitude.track(${literal(name)});`,
  optOut: () => 'amplitude.setOptOut(true);',
  optIn: () => 'amplitude.setOptOut(false);',
};
