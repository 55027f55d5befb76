import { describe, expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { libraryVersion } from '../../../src/core/library-version.ts';
import { rawRequest, sdkFixture } from '../../support/sdk-fixture.ts';

const versionsIn = (name: string): readonly (string | null)[] => [
  ...new Set(sdkFixture(name).requests.flatMap((request) => (decodeRequest(rawRequest(request))?.payloads ?? []).map(libraryVersion))),
];

describe('the version of a library, as its payloads say it', () => {
  test.each([
    ['mixpanel/lifecycle-nobatch-base64-customhost-localstorage', '2.83.0'],
    ['mixpanel/legacy-2.58.0-lifecycle', '2.58.0'],
    ['posthog/lifecycle-nocompression-nobatch', '1.449.2'],
    ['posthog/legacy-1.50.3-lifecycle', '1.50.3'],
    ['amplitude/lifecycle-autocapture-off', '2.48.1'],
    ['rudderstack/lifecycle-snippet', '3.34.1'],
  ])('%s: %s', (name, version) => {
    expect(versionsIn(name).filter((one) => one !== null)).toEqual([version]);
  });

  test('is null where they do not', () => {
    expect([{}, { library: 'x' }, { library: 7 }, { properties: null }, [], null].map(libraryVersion)).toEqual(Array(6).fill(null));
  });
});
