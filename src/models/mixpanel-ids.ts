import type { AnalyticsEvent, MixpanelClaims } from '../core/event.ts';
import { type Json, member } from '../core/json.ts';
import { wasNumber } from './id-reading.ts';
import { isMixpanelPlaceholder } from './mixpanel-placeholders.ts';
import { idKey } from './number-ids.ts';

const devicePrefix = '$device:';

/** How a Mixpanel id that is no `$device_id` of its own is read where one kind of id is all there is. */
export type MixpanelId = {
  readonly name: string;
  readonly key: string;
  /** It stood behind `$device:`. */
  readonly prefixed: boolean;
  readonly number: boolean;
  readonly placeholder: boolean;
};

const readers: Readonly<Record<string, (payload: Json) => Json | undefined>> = Object.fromEntries(
  ['distinct_id', '$identified_id', '$anon_id', '$anon_distinct_id', 'alias'].map((property) => [
    property,
    (payload: Json) => member(member(payload, 'properties'), property),
  ]),
);

/** The id that `text` stands for; null when it is empty. `property` is where the payload held it. */
export const mixpanelId = (
  event: AnalyticsEvent,
  text: string | null,
  property: string,
  rules: { readonly strips: boolean; readonly distinctNumbers: boolean },
): MixpanelId | null => {
  if (text === null || text === '') return null;
  const prefixed = text.startsWith(devicePrefix);
  const name = prefixed && rules.strips ? text.slice(devicePrefix.length) : text;
  if (name === '') return null;
  const read = readers[property];
  const number = read !== undefined && wasNumber(event, text, read);
  const key = number && rules.distinctNumbers ? idKey(name, Number(name), true) : name;
  return { name, key, prefixed, number, placeholder: isMixpanelPlaceholder(name) };
};

/** Whether a `distinct_id` is the SDK's own id for the device, by prefix or because `$device_id` is the same. */
export const isDevice = ({ name, prefixed }: MixpanelId, { deviceId }: MixpanelClaims): boolean => prefixed || name === deviceId;

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** Time, random, browser, screen and time again, each in hex digits. Source: mixpanel-js before `crypto.randomUUID`, src/utils.js */
const olderForm = /^[0-9a-f]{10,16}-[0-9a-f]{10,16}-[0-9a-f]{1,16}-[0-9a-f]{1,10}-[0-9a-f]{10,16}$/i;
const guidForm = /^[0-9a-f]+(-[0-9a-f]+){4}$/i;

export const isUuidV4 = (id: string): boolean => uuidForm.test(id);
/** Ids the older SDKs made, which were no UUIDs but which the documentation says pass. */
export const isOlderSdkId = (id: string): boolean => olderForm.test(id);
export const isGuid = (id: string): boolean => guidForm.test(id);
