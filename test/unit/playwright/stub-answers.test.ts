import { describe, expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import type { RawRequest } from '../../../src/core/adapter.ts';
import { stubAnswer } from '../../../src/playwright/stub-answers.ts';
import { rawRequest, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

const get = (url: string): RawRequest => ({ url, method: 'GET', headers: {}, body: null, encoding: 'text' });
const bodyOf = (raw: RawRequest) => JSON.parse(stubAnswer(raw, decodeRequest)?.body ?? 'null');
const main = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack', 'mparticle', 'jitsu'];

describe('stub answers', () => {
  test.each(main)('%s: every request of real sessions that carries events is answered with success', (vendor) => {
    const requests = sdkFixtureNames(vendor).flatMap((name) => sdkFixture(name).requests.map((request) => rawRequest(request)));
    const carrying = requests.filter((raw) => (decodeRequest(raw)?.payloads.length ?? 0) > 0);
    expect(carrying.length).toBeGreaterThan(5);
    const answers = carrying.map((raw) => stubAnswer(raw, decodeRequest));
    expect(answers.filter((answer) => answer === null || answer.status < 200 || answer.status > 299)).toEqual([]);
  });

  test('settings that SDKs ask first are answered by their address', () => {
    expect(bodyOf(get('https://cdn.segment.com/v1/projects/WK/settings')).integrations['Segment.io'].apiKey).toBe('WK');
    expect(bodyOf(get('https://api.rudderstack.com/sourceConfig/?p=npm&writeKey=RK')).source.writeKey).toBe('RK');
    expect(bodyOf(get('https://us.i.posthog.com/flags/?v=2')).flags).toEqual({});
    expect(bodyOf(get('https://us-assets.i.posthog.com/array/phc_x/config')).supportedCompression).toEqual(['gzip-js']);
  });

  test('mParticle gives the same person for the same customer, and another one for another', () => {
    const identify = (customerid: string): RawRequest => ({
      url: 'https://identity.mparticle.com/v1/login',
      method: 'POST',
      headers: { 'x-mp-key': 'K' },
      body: JSON.stringify({ known_identities: { customerid, device_application_stamp: 'D' } }),
      encoding: 'text',
    });
    expect(bodyOf(identify('u-1'))).toMatchObject({ is_logged_in: true, mpid: expect.stringMatching(/^\d+$/) });
    expect(bodyOf(identify('u-1')).mpid).toBe(bodyOf(identify('u-1')).mpid);
    expect(bodyOf(identify('u-1')).mpid).not.toBe(bodyOf(identify('u-2')).mpid);
  });

  test('what is no analytics is left alone', () => {
    for (const url of ['https://shop.test/', 'https://shop.test/v1/projects', 'https://shop.test/flags', 'data:text/html,x'])
      expect(stubAnswer(get(url), decodeRequest)).toBeNull();
    expect(stubAnswer({ ...get('https://shop.test/login'), method: 'POST', body: '{"email":"a@b.example"}' }, decodeRequest)).toBeNull();
  });
});
