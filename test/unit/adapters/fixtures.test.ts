import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { recordingOfFixture, sdkFixture } from '../../support/sdk-fixture.ts';

/** Event, delivery, where it landed first and, behind an arrow, where it lands now if that differs; ids shortened to letters in order of appearance. */
const landing = (name: string) => {
  const analysis = analyse([recordingOfFixture(sdkFixture(name))], { adapters, models }, defaultOptions);
  const letters = new Map<string, string>();
  const short = (label: string | null): string | null =>
    label?.replace(/[0-9a-f]{6,}(-[0-9a-f]+)+/gi, (id) => {
      if (!letters.has(id)) letters.set(id, `D${letters.size + 1}`);
      return letters.get(id) ?? id;
    }) ?? null;
  const [project] = analysis.projects;
  if (project === undefined) throw new Error('no project');
  return {
    project,
    rows: project.events.map(({ event, delivery, landedOn, landsOn }) => {
      const first = short(landedOn);
      const now = short(landsOn);
      return [event.name, delivery, ...(first === null ? [] : [first]), ...(first === now ? [] : ['→', now])].join(' ');
    }),
    reasons: project.events.filter(({ merge }) => merge === 'refused').map(({ event, reason }) => `${event.name} ${reason}`),
    alone: project.events.filter(({ call }) => call === null).map(({ event }) => event.name),
  };
};

describe('sessions of real SDKs', () => {
  it('Mixpanel: what came before identify lands on the first user, the second one is refused the device, reset starts anew', () => {
    const expected = [
      '$mp_web_page_view accepted $device:D1 → user-1',
      'Before Login accepted $device:D1 → user-1',
      '$identify accepted',
      'After Login accepted user-1',
      '$identify accepted',
      'As user-2 accepted user-2',
      'After Reset accepted $device:D2',
    ];
    for (const name of ['mixpanel/lifecycle-snippet-default', 'mixpanel/lifecycle-nobatch-base64-customhost-localstorage']) {
      const { rows, reasons, alone } = landing(name);
      expect(rows).toEqual(expected);
      expect(reasons).toEqual(['As user-2 errAnonDistinctIdAssignedAlready']);
      expect(alone).toEqual([]);
    }
  });

  it.each(['mixpanel/legacy-2.58.0-lifecycle', 'mixpanel/legacy-2.70.0-lifecycle'])('%s: older SDKs read the same', (name) => {
    const { rows, alone } = landing(name);
    expect(rows).toEqual([
      'Before Login accepted $device:D1 → user-1',
      '$identify accepted',
      'After Login accepted user-1',
      'After Reset accepted $device:D2',
    ]);
    expect(alone).toEqual([]);
  });

  it('Mixpanel: events beaconed on unload and sent again by the next page count once', () => {
    const { rows, project } = landing('mixpanel/unload-navigate');
    expect(rows).toEqual(['last click accepted $device:D1', '$identify accepted']);
    expect(project.duplicates).toBe(2);
    expect(project.events.every(({ sent, call }) => sent !== null && call !== null)).toBe(true);
  });

  it('Mixpanel: a beacon is unconfirmed, an image and a request are not', () => {
    expect(landing('mixpanel/sendbeacon-transport').rows).toEqual([
      'B1 unconfirmed $device:D1',
      'B2 accepted $device:D1',
      'B3 queued despite transport accepted $device:D1',
    ]);
    expect(landing('mixpanel/get-img').rows).toEqual(['G1 accepted $device:D1']);
  });

  it('Mixpanel: an id stored before device ids existed becomes the device id and stays a person of its own', () => {
    expect(landing('mixpanel/legacy-persisted').rows).toEqual([
      'before accepted old-plain-id',
      '$identify accepted',
      'after accepted user-1',
    ]);
  });

  it('Mixpanel: what was called while opted out is suppressed, identify included', () => {
    const { rows, alone } = landing('mixpanel/optout-group-people');
    expect(rows).toEqual([
      'in group accepted $device:D1 → user-2',
      '$identify accepted',
      '$identify accepted',
      'opted out suppressed',
      '$identify suppressed',
      '$opt_in accepted user-2',
      'opted in accepted user-2',
    ]);
    expect(alone).toEqual(['$opt_in']);
  });

  it('Mixpanel: alias links through the event that follows it', () => {
    const { rows } = landing('mixpanel/alias');
    expect(rows[0]).toBe('anon accepted $device:D1 → alias-1');
    expect(rows[3]).toBe('after alias accepted alias-1');
  });

  it('calls of one tick are told apart by name and order although the wire order differs', () => {
    expect(landing('mixpanel/sync-sequence')).toMatchObject({
      alone: [],
      rows: [
        'A accepted $device:D1 → user-1',
        '$identify accepted',
        'B accepted user-1',
        'C accepted user-2',
        '$identify accepted',
        'D accepted $device:D2',
      ],
    });
    const segment = landing('segment/sync-sequence');
    expect(segment.alone).toEqual([]);
    expect(segment.rows.find((row) => row.startsWith('A '))).toBe('A accepted anonymous_id=D1 → user_id=user-1');
    expect(segment.rows.find((row) => row.startsWith('C '))).toBe('C accepted user_id=user-2');
    expect(segment.rows.find((row) => row.startsWith('D '))).toMatch(/^D accepted anonymous_id=D\d$/);
  });

  it('a second tab follows the identity of the first', () => {
    expect(landing('mixpanel/two-tabs').rows).toEqual([
      'B before accepted $device:D1 → user-1',
      '$identify accepted',
      'B after identify in A accepted user-1',
      'B after reset in A accepted $device:D2',
    ]);
    expect(landing('segment/two-tabs').rows.at(-1)).toBe('B after reset in A accepted user_id=user-1');
  });

  it('Segment: page, track, identify, alias, group and screen, each explained by its call', () => {
    const { rows, alone } = landing('segment/lifecycle-snippet');
    expect(alone).toEqual([]);
    expect(rows).toEqual([
      'page accepted anonymous_id=D1 → user_id=user-1',
      'Before Login accepted anonymous_id=D1 → user_id=user-1',
      'identify accepted user_id=user-1',
      'After Login accepted user_id=user-1',
      'identify accepted user_id=user-1',
      'identify accepted user_id=user-2',
      'As user-2 accepted user_id=user-2',
      'alias accepted',
      'alias accepted',
      'After alias accepted user_id=user-2',
      'group accepted user_id=user-2',
      'screen accepted user_id=user-2',
      'After Reset accepted anonymous_id=D2',
      'Custom anon accepted anonymous_id=my-anon',
      'With override accepted user_id=ov-user',
    ]);
  });

  it('Segment: a batch is split, and an event that the next page sends from storage keeps its call', () => {
    expect(landing('segment/batching')).toMatchObject({
      alone: [],
      rows: ['b1 accepted anonymous_id=D1 → user_id=user-1', 'identify accepted user_id=user-1', 'b-last accepted user_id=user-1'],
    });
    expect(landing('segment/unload-navigate')).toMatchObject({ alone: [], rows: ['last click accepted anonymous_id=D1'] });
  });

  it('Segment: alias of an anonymous visitor moves nothing, identify does', () => {
    const { rows } = landing('segment/alias-anonymous');
    expect(rows[3]).toBe('after alias accepted anonymous_id=D1 → user_id=user-9');
    expect(rows.filter((row) => row.startsWith('alias'))).toEqual(['alias accepted', 'alias accepted', 'alias accepted']);
  });

  it('npm bundles and stub queues whose calls were not seen still count by their payloads', () => {
    for (const [name, count] of [
      ['mixpanel/npm-bundle-globals', 3],
      ['mixpanel/snippet-queue', 4],
      ['segment/inspector-npm', 3],
      ['segment/snippet-queue', 5],
    ] as const) {
      const { project, alone } = landing(name);
      expect(project.events).toHaveLength(count);
      expect(alone).toHaveLength(count);
    }
  });
});
