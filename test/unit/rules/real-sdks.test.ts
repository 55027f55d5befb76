import { describe, expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { parseRecording } from '../../../src/core/parse-recording.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { recordingOfFixture, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

const switched = 'user-switched-without-reset';
const unasked = 'known-id-without-identify';
const placeholder = 'placeholder-id';

/** What laboratory sessions with real SDKs do wrong on purpose, besides sessions that try every argument of identify. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  'amplitude/lifecycle-autocapture-off': [unasked, switched],
  'amplitude/lifecycle-snippet': [unasked, switched],
  'davidwells-analytics/lifecycle-npm': [placeholder, switched],
  'davidwells-analytics/sync-sequence': [switched],
  'jitsu/lifecycle-script': [placeholder, switched],
  'jitsu/sync-sequence': [switched],
  'mixpanel/alias': ['alias-misuse', switched],
  'mixpanel/alias-batched': ['alias-misuse'],
  'mixpanel/hooks': ['identify-without-event'],
  'mixpanel/legacy-persisted': ['bare-anonymous-distinct-id'],
  'mixpanel/lifecycle-nobatch-base64-customhost-localstorage': [switched],
  'mixpanel/lifecycle-snippet-default': [switched],
  'mixpanel/optout-group-people': ['empty-identify', switched],
  'mixpanel/sync-sequence': ['merge-refused'],
  'mparticle/lifecycle-snippet': [switched],
  'posthog/alias': ['alias-misuse'],
  'posthog/lifecycle-nocompression-nobatch': ['reset-kept-an-id', switched],
  'posthog/lifecycle-snippet': ['reset-kept-an-id', switched],
  'posthog/optout': ['identify-while-opted-out'],
  'rudderstack/lifecycle-snippet': ['traits-lost', switched],
  'segment/lifecycle-snippet': ['alias-misuse', 'anonymous-id-overridden', unasked, switched],
  'snowplow/lifecycle-tag-post': [switched],
};

const loud = (name: string): readonly string[] => {
  const parsed = parseRecording(JSON.parse(JSON.stringify(recordingOfFixture(sdkFixture(name)))));
  if (!('recording' in parsed)) throw new Error(`${name} is no recording`);
  const { findings } = readRecordings([parsed.recording], defaultOptions);
  return [...new Set(findings.filter((f) => f.severity !== 'info').map((f) => f.rule))].toSorted();
};

describe('a session with a real SDK', () => {
  const names = sdkFixtureNames().filter((name) => !name.endsWith('/identify-args'));

  test.each(names)('%s is told of as it was', (name) => {
    expect(loud(name)).toEqual(mistakes[name] ?? []);
  });

  test('is there for every mistake of the table', () => {
    for (const name of Object.keys(mistakes)) expect(names).toContain(name);
  });
});

describe.each(sdkFixtureNames().filter((name) => name.endsWith('/identify-args')))('%s, which tries every argument', (name) => {
  test('is told of its placeholders', () => {
    expect(loud(name)).toContain(placeholder);
  });
});
