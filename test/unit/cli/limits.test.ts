import { describe, expect, it } from 'vitest';
import { run } from './io.ts';
import { mixpanelLine } from './lines.ts';

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const identified = (devices: number): string =>
  Array.from({ length: devices }, (_, index) =>
    JSON.stringify({ event: '$identify', properties: { token: 'T', $identified_id: 'U1', $anon_id: uuid(index) } }),
  ).join('\n');

const warnedOf = async (lines: string, ...options: readonly string[]): Promise<readonly string[]> => {
  const { code, warned } = await run(['simulate', 'events', '--json', ...options], { events: lines });
  expect(code).toBe(0);
  return warned;
};

const guide = 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-original';

it('that is near is warned of by check too, whatever the report', async () => {
  for (const reporter of ['text', 'json']) {
    const options = ['--model', 'mixpanel-original', '--allow-empty', '--reporter', reporter];
    const { warned } = await run(['check', 'events', ...options], { events: identified(449) });
    expect(warned).toContain(`T: U1 is at 450 of 500 ids (${guide})`);
  }
});

describe.each([
  ['in order of ingestion', []],
  ['in order of client time', ['--set', 'order=client-time']],
])('a documented limit, %s', (_, options) => {
  it('is warned of from 90 % on, and not before', async () => {
    const original = ['--model', 'mixpanel-original', ...options];
    expect(await warnedOf(identified(448), ...original)).toEqual([]);
    expect(await warnedOf(identified(449), ...original)).toEqual([`T: U1 is at 450 of 500 ids (${guide})`]);
    expect(await warnedOf(identified(600), ...original)).toEqual([`T: U1 is at 500 of 500 ids (${guide})`]);
  });

  it('that many profiles are near is told for the first five', async () => {
    const lines = Array.from({ length: 40 }, (_, index) =>
      JSON.stringify({ type: 'track', event: 'View', userId: `U${index % 8}`, anonymousId: `A${index}`, writeKey: 'W' }),
    );
    const warned = await warnedOf(lines.join('\n'), ...options);
    expect(warned).toHaveLength(6);
    expect(warned[0]).toMatch(/^W: user_id=U0 is at 5 of 5 anonymous_id /);
    expect(warned[5]).toBe('8 profiles in all are near a limit');
  });
});

it('a time that no date reaches is not shown', async () => {
  const { code, out } = await run(['simulate', 'events.ndjson'], { 'events.ndjson': mixpanelLine('View', { d: 'D1', time: 1e308 }) });
  expect(code).toBe(0);
  expect(out).toContain('View');
});
