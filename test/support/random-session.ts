import fc from 'fast-check';
import type { Recording } from '../../src/core/recording.ts';
import { type DocumentBuilder, recordingOf } from './recording-builder.ts';
import type { SdkBuilder } from './sdk-builder.ts';

type Step =
  | { readonly kind: 'track'; readonly name: string }
  | { readonly kind: 'identify'; readonly user: string | null }
  | { readonly kind: 'send'; readonly outcome: 'accepted' | 'failed' | 'unconfirmed' | null }
  | { readonly kind: 'inject'; readonly user: string | null }
  | { readonly kind: 'close'; readonly to: 'unloaded' | 'bfcache' }
  | { readonly kind: 'wait'; readonly ms: number }
  | {
      readonly kind:
        | 'open'
        | 'switch'
        | 'reset'
        | 'alias'
        | 'page'
        | 'beacon'
        | 'login'
        | 'logout'
        | 'route'
        | 'optOut'
        | 'optIn'
        | 'stub'
        | 'automatic'
        | 'unreadable';
    };

const user = fc.constantFrom('U1', 'U2', 'U3');

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('track' as const), name: fc.constantFrom('View', 'Add', 'Buy') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('identify' as const), user: fc.option(user, { freq: 5 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      outcome: fc.constantFrom('accepted', 'accepted', 'failed', 'unconfirmed', null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('inject' as const), user: fc.option(user) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), to: fc.constantFrom('unloaded', 'unloaded', 'bfcache') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 9000 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'open',
        'switch',
        'reset',
        'alias',
        'page',
        'beacon',
        'login',
        'logout',
        'route',
        'optOut',
        'optIn',
        'stub',
        'automatic',
        'unreadable',
      ),
    }),
  },
);

type Open = { readonly page: DocumentBuilder; readonly sdks: readonly SdkBuilder[]; stubbed: boolean };

const play = (steps: readonly Step[]): Recording =>
  recordingOf((recording) => {
    const pages: Open[] = [];
    let current = 0;
    let opened = 0;
    const open = (stubbed: boolean): Open => {
      const tab = 1 + (opened % 2);
      const page = recording.document(`https://shop.test/${opened}?utm_source=s${opened}`, {
        tab,
        device: opened % 5 === 4 ? 'phone' : 'browser',
      });
      opened += 1;
      const sdks = [page.mixpanel('T'), page.segment('W')];
      if (stubbed) for (const sdk of sdks) sdk.stub();
      const state = { page, sdks, stubbed };
      pages.push(state);
      current = pages.length - 1;
      return state;
    };
    const load = (state: Open): void => {
      if (state.stubbed) for (const sdk of state.sdks) sdk.load();
      state.stubbed = false;
    };
    for (const item of steps) {
      const state = pages[current] ?? open(false);
      const { page, sdks } = state;
      if (item.kind === 'track') page.track(item.name);
      else if (item.kind === 'identify') page.identify(item.user ?? undefined);
      else if (item.kind === 'open') open(false);
      else if (item.kind === 'stub') open(true);
      else if (item.kind === 'switch') current = (current + 1) % pages.length;
      else if (item.kind === 'wait') recording.wait(item.ms);
      else if (item.kind === 'login') page.login();
      else if (item.kind === 'logout') page.logout();
      else if (item.kind === 'route') page.route('https://shop.test/route');
      else if (item.kind === 'inject')
        recording.inject('mixpanel', 'T', {
          event: 'Server',
          properties: { token: 'T', $device_id: 'D1', ...(item.user === null ? {} : { $user_id: item.user }) },
        });
      else if (item.kind === 'close') {
        page.close(item.to);
        pages.splice(current, 1);
        current = 0;
      } else {
        load(state);
        if (item.kind === 'send') page.send({ outcome: item.outcome });
        else if (item.kind === 'reset') page.reset();
        else if (item.kind === 'page') page.page();
        else if (item.kind === 'alias') for (const sdk of sdks) sdk.alias('A-alias');
        else if (item.kind === 'beacon') for (const sdk of sdks) sdk.beacon();
        else if (item.kind === 'automatic') for (const sdk of sdks) sdk.automatic('View');
        else if (item.kind === 'optOut') sdks[0]?.optOut();
        else if (item.kind === 'optIn') sdks[0]?.optIn();
        else
          page.fact({
            kind: 'wire.sent',
            request: `x${recording.now()}`,
            vendor: 'mixpanel',
            project: 'T',
            transport: 'beacon',
            url: 'https://api-js.mixpanel.com/track/',
            payloads: null,
          });
      }
    }
  });

/** Recordings of plausible sessions: several pages in two tabs and on two devices, both vendors, good and bad networks, early calls. */
export const randomSession: fc.Arbitrary<Recording> = fc.array(step, { minLength: 1, maxLength: 40 }).map(play);
