import type { Json } from '../../../src/core/json.ts';

/** Members that hold a time, a duration, or what is drawn anew for each visit, in payloads and storage of the five SDKs. */
const volatile =
  /^(\$insert_id|insert_id|insertId|messageId|uuid|\$session_id|\$window_id|\$pageview_id|\$sdk_debug_\w+|\$lib_rate_limit_\w+|\$last_posthog_reset|\$initialization_time|\$start_timestamp|\$config_defaults|.*duration.*|.*_ms|offset|event_id|lastEventId|session_id|sessionId|sessionStart|\$distinct_id_sequence|request_id|\$feature_flag_\w+|mp_sent_by_lib_version|stack|\$exception_list|\$exception_fingerprint|\$raw_user_agent|\$capture_rate_limit|flushAfter|port)$/;
/** What PostHog adds once its requests for flags and for its configuration were answered, which may be before or after an event. */
const raced = /^\$(active_feature_flags|autocapture_disabled_server_side|feature_flag_(payloads|request_id|evaluated_at))$/;

/** PostHog says that a flag was asked for only once the flags are there. */
const racedEvent = '"event":"$feature_flag_called"';

/** What was sent, but for events whose sending depends on whether an answer was there first. */
export const withoutRaces = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.includes(racedEvent));

const patterns: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>'],
  [/\b[0-9a-f]{9,16}-[0-9a-f]{13,16}-[0-9a-f]{6,12}-[0-9a-f]{4,8}-[0-9a-f]{9,16}\b/gi, '<id>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, '<time>'],
  [/\b1[6-9]\d{8}(\d{3})?(\.\d+)?\b/g, '<time>'],
  [/\.localhost:\d+/g, '.localhost:<port>'],
  [/(127\.0\.0\.1|localhost):\d+/g, '<host>'],
];

const plainText = (text: string): string => patterns.reduce((said, [pattern, name]) => said.replace(pattern, name), text);

const jsonOf = (text: string): Json | undefined => {
  if (!/^[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const uriDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** JSON inside a text, as storage and cookies hold it: plain, encoded for an address, or that again in base64. */
const inner = (text: string): Json | undefined => {
  const plain = uriDecoded(text);
  const bytes = Buffer.from(plain.replace(/^RS_ENC_v3_/, ''), 'base64').toString('utf8');
  return jsonOf(text) ?? jsonOf(plain) ?? jsonOf(uriDecoded(bytes));
};

/** The value without ids and times: those alone differ from one visit to the next. */
export const normal = (value: Json): Json => {
  if (typeof value === 'number') return value >= 1.5e9 && value < 1e14 ? '<time>' : value;
  if (typeof value === 'string') {
    const within = inner(value);
    return within === undefined ? plainText(value) : { text: normal(within) };
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(normal);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !raced.test(key))
      .map(([key, member]) => [
        plainText(key),
        volatile.test(key) || (key === 'id' && typeof member === 'string' && /^[0-9a-z]{8,20}$/.test(member))
          ? '<changes>'
          : normal((member ?? null) as Json),
      ]),
  );
};
