import { describe, expect, it } from 'vitest';
import { run } from './io.ts';
import { mixpanelLine, segmentLine } from './lines.ts';

const warnedOf = async (command: string, options: readonly string[], lines: string): Promise<readonly string[]> => {
  const { code, warned } = await run([command, 'events', '--json', ...options], { events: lines });
  expect(code).toBe(0);
  return warned;
};

const posthog = JSON.stringify({ event: 'View', distinct_id: 'X1', api_key: 'K', properties: {} });
const mixpanel = mixpanelLine('View', { d: 'D1' });
const segment = segmentLine('View', { anonymousId: 'A1' });

describe.each([
  ['simulate', []],
  ['simulate', ['--set', 'order=client-time']],
  ['check', ['--allow-empty']],
  ['what-if', ['--insert', '{"event":"More","distinct_id":"X1","properties":{}}@0']],
])('%s %j warns of what finds nothing in the input', (command, options) => {
  it('a feed whose source is not there, or is none', async () => {
    expect(await warnedOf(command, ['--feeds', 'NOPE:amplitude', ...options], posthog)).toEqual([
      '--feeds NOPE:amplitude feeds nothing: no source of segment or rudderstack is NOPE; the input has posthog K.',
    ]);
    expect(await warnedOf(command, ['--feeds', 'posthog:amplitude', ...options], posthog)).toEqual([
      '--feeds posthog:amplitude feeds nothing: no source of segment or rudderstack is posthog; the input has posthog K.',
    ]);
  });
});

describe('a model for one project', () => {
  it('is warned of when there is no such project of its vendor', async () => {
    expect(await warnedOf('simulate', ['--model', 'NOPE=mixpanel-original'], mixpanel)).toEqual([
      '--model NOPE=mixpanel-original has no effect: there is no mixpanel project NOPE; the input has mixpanel T.',
    ]);
    expect(await warnedOf('simulate', ['--model', 'NOPE=none'], mixpanel)).toEqual([
      '--model NOPE=none has no effect: there is no project NOPE; the input has mixpanel T.',
    ]);
    expect(await warnedOf('simulate', ['--model', 'K=mixpanel-original'], posthog)).toHaveLength(1);
  });

  it('is not warned of otherwise', async () => {
    expect(await warnedOf('simulate', ['--model', 'T=mixpanel-original', '--model', 'mixpanel-simplified'], mixpanel)).toEqual([]);
    expect(await warnedOf('simulate', ['--feeds', 'segment:amplitude'], segment)).toEqual([]);
  });
});
