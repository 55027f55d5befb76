import type { Page } from 'puppeteer-core';
import type { Json } from '../../../src/core/json.ts';
import { eventually, pause } from '../support/eventually.ts';
import { statementsOf } from './scenario.ts';
import type { SdkSite } from './sdk-site.ts';
import type { Form, SdkUnderTest, Told } from './sdk-under-test.ts';

/** What a visit leaves behind, outside the extension. */
export type Visit = {
  /** Payloads in order of arrival; a payload sent twice stands twice. */
  readonly payloads: readonly Json[];
  /** What the payloads that are events say of themselves. */
  readonly told: readonly Told[];
  /** Own property names of `window` at the end, sorted. */
  readonly names: readonly string[];
};

/**
 * The common scenario: an anonymous event, a user, an event, a reset, an event, a second user, an event. Ends when the last
 * event has arrived and the collector has been silent for a while. Throws with what it did receive.
 */
export async function visit(page: Page, site: SdkSite, sdk: SdkUnderTest, form: Form): Promise<Visit> {
  await page.goto(`${site.origin}/`);
  await eventually(`${sdk.vendor} to be ready`, () => page.evaluate(`Boolean(${form.ready})`) as Promise<boolean>);
  const told = (): readonly Told[] =>
    payloads()
      .map(sdk.tell)
      .filter((one) => one !== null);
  const payloads = (): readonly Json[] => site.received().flatMap((one) => one.payloads);
  if (form.early) await eventually('the early events', () => told().some(({ name }) => name === (form.early === 1 ? 'Seen' : 'Bought')));
  for (const statement of statementsOf(sdk, form).slice(form.early ?? 0)) {
    await page.evaluate(`{ ${statement}; undefined; }`);
    await pause(sdk.pause ?? 120);
  }
  await eventually(
    `the last event of ${sdk.vendor}`,
    () => {
      const names = told().map(({ name }) => name);
      if (!names.includes('Bought too')) throw new Error(`received ${names.join(', ')}; unanswered ${site.unanswered().join(', ')}`);
      return true;
    },
    20_000,
  );
  await silence(site);
  const names = (await page.evaluate('Object.getOwnPropertyNames(window).sort()')) as string[];
  return { payloads: payloads(), told: told(), names };
}

/** Until nothing has arrived for 700 ms. */
async function silence(site: SdkSite): Promise<void> {
  for (let before = -1; before !== site.received().length; ) {
    before = site.received().length;
    await pause(700);
  }
}

/** Everything that differs from one visit to the next: generated ids, times, ports. */
const generated = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const volatile =
  /^(\$insert_id|time|[ds]tm|messageId|timestamp|\w*[sS]ent_?[aA]t|originalTimestamp|\w*_time|mp_sent_by_lib_version|session_?[iI]d|sessionStart|event_id|lastEventId|uuid|offset|\$time|\$session_id|\$window_id|\$pageview_id|\$sdk_debug_\w+|\$config_defaults|\$start_timestamp|\$initialization_time|\$last_posthog_reset|\$lib_rate_limit_remaining_tokens|.*duration.*|.*_ms)$/;
/** What PostHog adds once its requests for flags and for its configuration were answered, which may be before or after an event. */
const raced = /^\$(active_feature_flags|autocapture_disabled_server_side|feature_flag_(payloads|request_id|evaluated_at))$/;

/** The payload without what is generated anew each time, and what chance decides. */
export const settled = (value: Json): Json => {
  if (typeof value === 'string') return value.replace(generated, '<id>').replace(/localhost:\d+/g, '<host>');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(settled);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !raced.test(key))
      .map(([key, inner]) => [key, volatile.test(key) ? '<changes>' : settled((inner ?? null) as Json)]),
  );
};

/** Where two values differ, as `path: one → other`, so that a failure is readable. */
export function differences(one: Json | undefined, other: Json | undefined, path = ''): readonly string[] {
  if (one === undefined || other === undefined || one === null || other === null || typeof one !== 'object' || typeof other !== 'object') {
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [`${path}: ${JSON.stringify(one)} → ${JSON.stringify(other)}`];
  }
  const left = one as { readonly [key: string]: Json };
  const right = other as { readonly [key: string]: Json };
  const order =
    Object.keys(left).join() === Object.keys(right).join() || Object.keys(left).sort().join() !== Object.keys(right).sort().join();
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return [...(order ? [] : [`${path}: other order`]), ...keys.flatMap((key) => differences(left[key], right[key], `${path}.${key}`))];
}
