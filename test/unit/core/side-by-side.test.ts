import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { models } from '../../../src/models/index.ts';
import { recordingOf } from '../../support/recording-builder.ts';

const visit = (id: string, anonymous: string): Recording =>
  recordingOf((r) => {
    const page = r.document('https://shop.test/');
    page.mixpanel('T').anonymous(anonymous);
    page.track('View');
    page.identify('U1');
    page.track('Sign Up');
    page.send();
    page.close();
  }, id);

const together = (...recordings: readonly Recording[]) => analyse(recordings, { adapters, models }, defaultOptions);

/** The payloads' own ids would join the two: they are of different sessions. */
const phone = (): Recording => {
  const text = JSON.stringify(visit('phone', 'D2')).replaceAll('mixpanel-insert-', 'phone-insert-');
  return JSON.parse(text) as Recording;
};

describe('recordings side by side', () => {
  it('are one analysis in which equal names of two recordings stay apart', () => {
    const { projects, devices, moments, identities } = together(visit('laptop', 'D1'), phone());
    expect(devices).toEqual([
      { id: 'browser', label: 'browser' },
      { id: 'browser~2', label: 'browser (2)' },
    ]);
    expect(projects).toHaveLength(1);
    expect(projects[0]?.events).toHaveLength(6);
    expect(projects[0]?.profiles.map(({ ids }) => ids.toSorted())).toEqual([['$device:D1', '$device:D2', 'U1']]);
    expect(new Set(moments.map(({ key }) => key)).size).toBe(moments.length);
    expect(identities.map(({ device, ids }) => [device, ids.anonymousId])).toEqual([
      ['browser', 'D1'],
      ['browser~2', 'D2'],
    ]);
  });

  it('of one session, exported twice, are counted once', () => {
    const whole = visit('laptop', 'D1');
    const early = { ...whole, observations: whole.observations.slice(0, 6) };
    expect(together(early, whole)).toEqual({ ...together(whole), projects: expect.anything() });
    expect(together(early, whole).projects[0]?.events).toEqual(together(whole).projects[0]?.events);
  });
});
