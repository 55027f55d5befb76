type Parts = { readonly d?: string; readonly u?: string; readonly x?: string; readonly time?: number; readonly id?: string };

/** A Mixpanel line: `d` device id, `u` user id, `x` distinct_id, `time` in seconds. */
export const mixpanelLine = (event: string, { d, u, x, time, id }: Parts): string =>
  JSON.stringify({ event, properties: { token: 'T', $device_id: d, $user_id: u, distinct_id: x, time, $insert_id: id } });

export const segmentLine = (event: string, members: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ type: 'track', event, writeKey: 'W', ...members });
