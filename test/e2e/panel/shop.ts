import { mixpanelNpm, type Site, segmentNpm } from '../support/site.ts';
import type { Desk } from './desk.ts';

/** More members than a value shows at first. */
const longList = `Object.fromEntries(Array.from({ length: 60 }, (_, i) => ['p' + i, i]))`;

/** One person signs up; another follows on the same browser without a reset. Two vendors, so that there is a choice. */
export const openShop = (site: Site): string => {
  const story = `
    const m = app.mixpanel;
    m.track('Looked'); m.identify('u-1'); m.track('Bought', ${longList});
    addEventListener('second', () => { m.identify('u-2'); m.track('Paid'); });
  `;
  site.page('/quiet', { body: 'Nothing is counted here.' });
  return site.page('/', {
    head:
      segmentNpm(site, 'WK', "app.segment = app.analytics; app.segment.identify('u-1', { plan: 'gold' }); app.segment.track('Ordered');") +
      mixpanelNpm(site, 'TOK', `(() => {${story}})();`),
    body: '<a href="/">Again</a>',
  });
};

/** People by the hundred as lines of NDJSON: one of them with so many devices that they are folded, and a line that is no event. */
const crowd = (): string => {
  const line = (device: string, user: string): string =>
    JSON.stringify({
      event: 'Seen',
      properties: { token: 'CROWD', time: 1_790_000_000, $device_id: device, $user_id: user, distinct_id: user, $insert_id: device },
    });
  const many = Array.from({ length: 240 }, (_, place) => line(`d-${place}`, 'u-many'));
  const others = Array.from({ length: 120 }, (_, place) => line(`other-${place}`, `u-${place}`));
  return [...many, 'no event', ...others].join('\n');
};

/** A HAR with a picture of 68 million characters in it: more than the 64 MiB that Chromium allows a message. */
const heavy = (): string => {
  const entry = (url: string, postData: object, text: string) => ({
    startedDateTime: '2026-01-01T00:00:00.000Z',
    request: { method: 'POST', url, postData },
    response: { status: 200, content: { text } },
  });
  const event = { event: 'From The Heavy File', properties: { token: 'HEAVY', distinct_id: '$device:d-9', $device_id: 'd-9' } };
  const track = entry('https://api-js.mixpanel.com/track/', { text: `data=${encodeURIComponent(JSON.stringify([event]))}` }, '1');
  const picture = entry('https://shop.example/picture', {}, 'x'.repeat(68_000_000));
  return JSON.stringify({ log: { version: '1.2', entries: [track, picture] } });
};

/** Files that a tester might open: the recording without the second person, one that is none, a crowd, and one of 68 MB. */
export const writeFiles = async (desk: Desk, whole: string) => {
  const recording = JSON.parse(whole) as { readonly observations: readonly object[] };
  const observations = recording.observations.filter((one) => !JSON.stringify(one).includes('u-2'));
  return {
    before: await desk.file('before.idscope.json', JSON.stringify({ ...recording, id: 'other', observations })),
    broken: await desk.file('broken.idscope.json', '{"idscope":1,'),
    crowd: await desk.file('crowd.ndjson', crowd()),
    heavy: await desk.file('heavy.har', heavy()),
  };
};
