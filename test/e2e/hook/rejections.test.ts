import { expect, test } from 'vitest';
import { onSite } from './site-and-listener.ts';

/** Sends what looks like an event of Mixpanel's to a port where nobody answers, and counts what the page is told. */
const rejected = (rest: string): string => `(async () => {
  const told = [];
  addEventListener('unhandledrejection', (event) => { told.push(event.promise === sent); event.preventDefault(); });
  const sent = fetch('http://127.0.0.1:9/track', { method: 'POST', body: '{"event":"Seen","properties":{"distinct_id":"a","token":"TOK"}}' });
  ${rest}
  await new Promise((done) => setTimeout(done, 500));
  return told;
})()`;

test.each([true, false])(
  'a rejected request that nobody catches is announced once, one that somebody catches never; hook: %s',
  async (hooked) => {
    await onSite(
      'chromium',
      async (site, listener) => {
        const page = await listener.newPage();
        await page.goto(site.page('/', {}));
        expect(await page.evaluate(rejected(''))).toEqual([true]);
        expect(await page.evaluate(rejected('sent.catch(() => {});'))).toEqual([]);
        if (hooked) {
          await listener.until('both to be reported', () => listener.of('wire.settled').length === 2);
          expect(listener.of('wire.settled').map(({ status, outcome }) => [status, outcome])).toEqual([
            [null, 'failed'],
            [null, 'failed'],
          ]);
        }
      },
      { hooked },
    );
  },
);
