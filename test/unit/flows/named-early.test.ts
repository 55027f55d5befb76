import { expect, test } from 'vitest';
import type { Ids } from '../../../src/core/observation.ts';
import { runsIn } from '../../support/flow-runs.ts';
import { judgedOf } from '../../support/judging.ts';
import type { DocumentBuilder } from '../../support/recording-builder.ts';

const stores = (d: DocumentBuilder, ids: Ids) =>
  d.fact({ kind: 'storage.changed', vendor: 'mixpanel', project: 'T', area: 'cookie', ids, unsent: null, capturing: 'in', cause: null });

const sends = (d: DocumentBuilder, n: number, device: string, user: string | null) =>
  d.fact({
    kind: 'wire.sent',
    request: `r${n}`,
    vendor: 'mixpanel',
    project: 'T',
    transport: 'xhr',
    url: 'https://api.test/track',
    payloads: [
      {
        event: 'View',
        properties: {
          token: 'T',
          $device_id: device,
          ...(user === null ? {} : { $user_id: user }),
          $insert_id: `i${n}`,
          time: 1_795_000_000 + n,
        },
      },
    ],
  });

/** Anna leaves; Ben's first event goes out before it shows in storage that the SDK holds him, as it does with SDKs that put ids on late. */
const twoPeople = (between: string | null) =>
  judgedOf((r) => {
    const d = r.document('https://shop.test/');
    stores(d, { anonymousId: 'one', knownId: null });
    sends(d, 1, 'one', null);
    stores(d, { anonymousId: 'one', knownId: 'anna' });
    sends(d, 2, 'one', 'anna');
    r.wait(2_000);
    d.logout();
    stores(d, { anonymousId: 'two', knownId: null });
    r.wait(6_000);
    sends(d, 3, 'two', null);
    sends(d, 4, 'two', between);
    r.wait(500);
    stores(d, { anonymousId: 'two', knownId: 'ben' });
    sends(d, 5, 'two', 'ben');
  });

test.each(['logout', 'shared-device'])('%s: what goes out as the next person already is theirs, not the visitor’s', (flow) => {
  const step = flow === 'logout' ? 'next-event' : 'anonymous-lands-on-nobody';
  const why = (judged: ReturnType<typeof judgedOf>) =>
    runsIn(judged, flow)
      .flatMap((run) => run.steps)
      .find((s) => s.step === step);
  expect(why(twoPeople('ben'))).toMatchObject({ verdict: 'pass', why: '1 event after the log-out landed on a new anonymous visitor.' });
  expect(why(twoPeople('anna'))).toMatchObject({ verdict: 'fail' });
});
