import type { RowDetail, View } from '../../src/messages/view.ts';
import type { Scene } from './fake-source.ts';
import { origin } from './scene-builder.ts';

/** The detail of any row of a story, written from the row itself. */
export const detailOf =
  (view: View): Scene['detail'] =>
  (key): RowDetail | null => {
    const row = view.rows.find((one) => one.key === key);
    if (row === undefined) return null;
    const project = view.projects.find((one) => one.vendor === row.vendor);
    const place = row.slot === null ? null : (project?.slots[row.slot] ?? null);
    const lands = place === null ? null : (project?.profiles[place] ?? null);
    const merger = lands?.mergedBy[0] ?? null;
    const isCall = row.kind === 'call';
    return {
      key,
      args: isCall
        ? row.detail === ''
          ? []
          : [row.detail, { plan: 'pro', price: 49, items: [{ sku: 'A-17', amount: 2 }], coupon: null }]
        : null,
      site: isCall ? `onSubmit (${origin}/assets/signup.js:118:15)\nHTMLFormElement.<anonymous> (${origin}/assets/signup.js:64:3)` : null,
      before: isCall ? { anonymousId: row.ids?.anonymousId ?? null, knownId: null } : null,
      after: isCall ? row.ids : null,
      events:
        row.event === null
          ? []
          : [
              {
                ref: row.event,
                name: row.detail === '' ? row.title : row.detail,
                delivery: row.delivery ?? 'called',
                predicted: row.predicted,
                landedOn: row.landedOn,
                landsOn: lands?.label ?? null,
                merge: row.merge,
                reason: row.reason,
                sentence:
                  merger === null
                    ? `Lands on ${lands?.label ?? 'nobody'}, because nothing has linked its device to a user yet.`
                    : `Lands on ${lands?.label}, because event ${merger.event} carried both ${merger.ids.join(' and ')}.`,
                because: { kind: 'unlinked', id: row.ids?.anonymousId ?? '', ground: { rule: '', cite: '' } },
                becauseKey: merger?.key ?? null,
                ground: {
                  rule: 'When a $device_id is seen with a $user_id for the first time, all its earlier and later events go to that user.',
                  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
                },
                assumptions: project?.assumptions.map((one) => one.name) ?? [],
                payload: {
                  event: row.detail,
                  properties: {
                    token: row.project,
                    $device_id: row.ids?.anonymousId ?? null,
                    $user_id: row.ids?.knownId ?? null,
                    $insert_id: 'q8h2k1m0z7',
                    time: row.at / 1000,
                    $current_url: `${origin}/products/17`,
                  },
                },
                requests: [
                  {
                    url: 'https://api-js.mixpanel.com/track/?verbose=1&ip=1',
                    transport: 'fetch',
                    status: 200,
                    outcome: 'accepted',
                    at: row.at + 210,
                  },
                ],
              },
            ],
    };
  };
