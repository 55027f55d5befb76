import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { sentenceFor } from '../../../src/core/explain.ts';
import type { Json } from '../../../src/core/json.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';

/** The sentences for lines of a vendor with its default model. */
const sentences = (vendor: string, lines: readonly Json[]): readonly string[] => {
  const observations = lines.map((payload, seq) => {
    const place = { document: 'd', device: 'd', seq, at: 0 };
    return { ...place, kind: 'event.injected' as const, vendor, project: 'default', payload };
  });
  const recording = {
    idscope: 1 as const,
    id: 'r',
    startedAt: '2026-01-01T00:00:00.000Z',
    made: { by: 'cli' as const, version: '0', browser: null },
    devices: [{ id: 'd', label: 'd' }],
    observations,
  };
  const [project] = analyse([recording], { adapters, models }, defaultOptions).projects;
  if (project === undefined) throw new Error('no project');
  return project.events.map((event) => sentenceFor(event, project.because(event), (index) => project.events[index]?.event.name ?? ''));
};

describe('sentences name the members of the vendor', () => {
  it('Kissmetrics', () => {
    expect(
      sentences('kissmetrics', [
        { event: 'View', anonymous_id: 'a' },
        { event: 'Log In', identity: 'A', anonymous_id: 'a' },
      ]),
    ).toEqual([
      'Lands on A, because event 1 (Log In) connected anonymous_id a with A. At first it landed on a.',
      'Lands on A, because it carried identity A itself. It also put identity A and anonymous_id a into one profile.',
    ]);
  });

  it('Snowplow, of a device that two users claim', () => {
    const lines = [
      { e: 'se', duid: 'd', uid: 'al' },
      { e: 'se', duid: 'd', uid: 'bo' },
      { e: 'se', duid: 'd' },
    ];
    expect(sentences('snowplow', lines)[2]).toMatch(/^Lands on d\. (?!.*nothing has linked)/);
  });

  it('Heap', () => {
    expect(
      sentences('heap', [
        { event: 'In', identity: 'susan', anonymous_id: '1' },
        { event: 'In', identity: 'bill', anonymous_id: '1' },
      ])[1],
    ).toBe(
      'Lands on susan, because event 0 (In) connected anonymous_id 1 with susan. identity bill and anonymous_id 1 were kept apart (identity-already-set). A user id takes one identity; a later different one is dropped.',
    );
  });

  it('mParticle', () => {
    const lines = [
      { request: 'login', known_identities: { customerid: 'U1' }, mpid: '7' },
      { event_type: 'custom_event', mpid: '7' },
    ];
    expect(sentences('mparticle', lines)[1]).toBe('Lands on U1, because it carried mpid 7 itself.');
  });

  it('Snowplow', () => {
    expect(
      sentences('snowplow', [
        { e: 'se', se_ac: 'In', duid: 'D1', uid: 'U1' },
        { e: 'pv', duid: 'D1' },
      ])[1],
    ).toBe('Lands on U1, because event 0 (In) connected duid D1 with U1.');
  });

  it('Google Analytics', () => {
    expect(
      sentences('ga4', [
        { en: 'login', cid: 'C1', uid: 'U1' },
        { en: 'scroll', cid: 'C1' },
      ])[1],
    ).toBe('Lands on U1, because event 0 (login) connected cid C1 with U1.');
  });
});
