import type { Page } from 'puppeteer-core';
import type { Json } from '../../../src/core/json.ts';
import { type BrowserKind, withListener } from '../hook/listener.ts';
import { startSdkSite } from '../sdk/sdk-site.ts';
import type { Form, SdkUnderTest } from '../sdk/sdk-under-test.ts';
import { eventually } from '../support/eventually.ts';
import { normal } from './normal.ts';
import { oddPage } from './odd-page.ts';
import { partsOf, type Session } from './session.ts';

/** An SDK with the form in which the hook sees most of it, and what is called of it. */
export type Case = { readonly sdk: SdkUnderTest; readonly form: 'snippet' | 'npm'; readonly session: Session };

/** Everything that a page and a vendor can tell of a visit. */
export type Outcome = {
  /** What each call gave, threw, or promised, and what its callbacks heard. */
  readonly results: readonly Json[];
  /** Ingested payloads and what else was asked of the vendor, sorted, without ids and times. */
  readonly sent: readonly string[];
  readonly held: Json;
  /** Calls that the hook observed. */
  readonly observed: number;
};

const quietMs = 900;
/** Mixpanel's lock of its storage takes up to two seconds to get when many calls want it. Source: mixpanel-browser 2.83.0, executed */
const lockedMs = 2_400;

const silence = async (received: () => number, unheard = async () => false): Promise<void> => {
  let before = -1;
  let since = Date.now();
  await eventually(
    'silence',
    async () => {
      if (received() !== before) {
        before = received();
        since = Date.now();
      }
      const quiet = Date.now() - since;
      return quiet > lockedMs || (quiet > quietMs && !(await unheard()));
    },
    30_000,
  );
};

async function visit(page: Page, { sdk, form: name, session }: Case): Promise<Omit<Outcome, 'observed'>> {
  const form = sdk.forms[name];
  if (form === undefined) throw new Error(`${sdk.vendor} has no form ${name}.`);
  // The common scenario is not played here.
  const { early: _none, ...rest } = form;
  const site = await startSdkSite(sdk, name, rest as Form);
  try {
    await page.goto(`${site.origin}/`);
    await eventually(`${sdk.vendor} to be ready`, () => page.evaluate(`Boolean(${form.ready})`) as Promise<boolean>);
    await page.evaluate(oddPage);
    const results: Json[] = [];
    const asked = (): number => site.received().length + site.unanswered().length;
    for (const part of partsOf(session)) {
      await page.evaluate(`play(${form.sdk}, ${JSON.stringify(part)})`);
      await silence(asked, () => page.evaluate('unheard()') as Promise<boolean>);
      results.push(...(JSON.parse((await page.evaluate('played()')) as string) as Json[]));
    }
    await eventually('the last event', () => JSON.stringify(site.received()).includes('"End"'));
    await silence(asked);
    const held = normal(JSON.parse((await page.evaluate('holding()')) as string) as Json);
    const sent = site
      .received()
      .flatMap(({ url, payloads }) => payloads.map((payload) => `${url.pathname} ${JSON.stringify(normal(payload))}`));
    const unanswered = new Set(site.unanswered().map((line) => JSON.stringify(normal(line.replace(/\?.*/, '')))));
    return { results: results.map(normal), sent: [...sent, ...unanswered].sort(), held };
  } finally {
    await site.stop();
  }
}

/** All cases in one browser, with hook and bridge or without. */
export async function visitAll(kind: BrowserKind, cases: readonly Case[], hooked: boolean): Promise<ReadonlyMap<string, Outcome | Error>> {
  const outcomes = new Map<string, Outcome | Error>();
  await withListener(
    kind,
    async (listener) => {
      for (const one of cases) {
        const before = listener.of('call.observed').length;
        const page = await listener.newPage();
        try {
          const outcome = await visit(page, one);
          outcomes.set(one.sdk.vendor, { ...outcome, observed: listener.of('call.observed').length - before });
        } catch (error) {
          outcomes.set(one.sdk.vendor, error instanceof Error ? error : new Error(String(error)));
        } finally {
          await page.close();
        }
      }
    },
    { hooked },
  );
  return outcomes;
}
