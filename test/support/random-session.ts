import fc from 'fast-check';
import type { Recording } from '../../src/core/recording.ts';
import { type DocumentBuilder, recordingOf } from './recording-builder.ts';
import type { SdkBuilder } from './sdk-builder.ts';
import { usualProjects, vendorScripts } from './sdk-state.ts';

type Vendor = keyof typeof vendorScripts;
const vendors = Object.keys(vendorScripts) as readonly Vendor[];

type Step =
  | { readonly kind: 'track'; readonly name: string }
  | { readonly kind: 'identify'; readonly user: string | null }
  | { readonly kind: 'send'; readonly outcome: 'accepted' | 'failed' | 'unconfirmed' | null }
  | { readonly kind: 'inject'; readonly user: string | null }
  | { readonly kind: 'close'; readonly to: 'unloaded' | 'bfcache' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'open' | 'stub'; readonly host: 'shop.test' | 'app.shop.test' | 'other.test'; readonly frame: number }
  | { readonly kind: 'stored'; readonly unsent: number; readonly user: string | null }
  | {
      readonly kind:
        | 'switch'
        | 'leave'
        | 'restore'
        | 'bot'
        | 'reset'
        | 'alias'
        | 'page'
        | 'beacon'
        | 'login'
        | 'logout'
        | 'route'
        | 'optOut'
        | 'optIn'
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
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('open' as const, 'open' as const, 'stub' as const),
      host: fc.constantFrom('shop.test' as const, 'shop.test' as const, 'app.shop.test' as const, 'other.test' as const),
      frame: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stored' as const), unsent: fc.integer({ min: 0, max: 2 }), user: fc.option(user) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'switch',
        'leave',
        'restore',
        'bot',
        'reset',
        'alias',
        'page',
        'beacon',
        'login',
        'logout',
        'route',
        'optOut',
        'optIn',
        'automatic',
        'unreadable',
      ),
    }),
  },
);

type Open = { readonly page: DocumentBuilder; readonly sdks: readonly SdkBuilder[]; stubbed: boolean };

const play = (steps: readonly Step[], used: readonly Vendor[]): Recording =>
  recordingOf((recording) => {
    const pages: Open[] = [];
    let frozen: DocumentBuilder | null = null;
    let current = 0;
    let opened = 0;
    const open = (stubbed: boolean, host = 'shop.test', frame = 0): Open => {
      const tab = 1 + (opened % 2);
      const page = recording.document(`https://${host}/${opened}?utm_source=s${opened}`, {
        tab,
        frame,
        device: opened % 5 === 4 ? 'phone' : 'browser',
      });
      opened += 1;
      const sdks = used.map((vendor) => page.sdk(vendor));
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
    const gone = (): void => {
      pages.splice(current, 1);
      current = 0;
    };
    const unreadable = (page: DocumentBuilder): void => {
      for (const vendor of used) {
        const request = { request: `x${recording.now()}`, vendor, project: `host:${vendor}.test`, transport: 'beacon' as const };
        page.fact({ kind: 'wire.sent', ...request, url: `https://${vendor}.test/`, payloads: null });
      }
    };
    for (const item of steps) {
      const state = pages[current] ?? open(false);
      const { page, sdks } = state;
      if (item.kind === 'track') page.track(item.name);
      else if (item.kind === 'identify') page.identify(item.user ?? undefined);
      else if (item.kind === 'open' || item.kind === 'stub') open(item.kind === 'stub', item.host, item.frame);
      else if (item.kind === 'switch') current = (current + 1) % pages.length;
      else if (item.kind === 'wait') recording.wait(item.ms);
      else if (item.kind === 'login') page.login();
      else if (item.kind === 'logout') page.logout();
      else if (item.kind === 'route') page.route('https://shop.test/route');
      else if (item.kind === 'stored') {
        for (const vendor of used) {
          const ids = { anonymousId: 'D1', knownId: item.user };
          const told = { vendor, project: usualProjects[vendor], ids, unsent: item.unsent, cause: null };
          page.fact({ kind: 'storage.changed', area: 'cookie', capturing: 'unknown', ...told });
        }
      } else if (item.kind === 'inject')
        recording.inject('mixpanel', 'T', {
          event: 'Server',
          properties: { token: 'T', $device_id: 'D1', ...(item.user === null ? {} : { $user_id: item.user }) },
        });
      else if (item.kind === 'close') {
        page.close(item.to);
        frozen = item.to === 'bfcache' ? page : frozen;
        gone();
      } else if (item.kind === 'leave') {
        page.leave();
        gone();
      } else if (item.kind === 'restore') {
        frozen?.restore();
        frozen?.track('Back');
      } else if (item.kind === 'bot') sdks.at(-1)?.bot();
      else {
        load(state);
        if (item.kind === 'send') page.send({ outcome: item.outcome });
        else if (item.kind === 'reset') page.reset();
        else if (item.kind === 'page') page.page();
        else if (item.kind === 'alias') for (const sdk of sdks) sdk.alias('A-alias');
        else if (item.kind === 'beacon') for (const sdk of sdks) sdk.beacon();
        else if (item.kind === 'automatic') for (const sdk of sdks) sdk.automatic('View');
        else if (item.kind === 'optOut') sdks[0]?.optOut();
        else if (item.kind === 'optIn') sdks[0]?.optIn();
        else unreadable(page);
      }
    }
  });

const sessions = (steps: fc.Arbitrary<Step>): fc.Arbitrary<Recording> =>
  fc
    .tuple(fc.array(steps, { minLength: 1, maxLength: 40 }), fc.shuffledSubarray([...vendors], { minLength: 2, maxLength: 3 }))
    .map(([taken, used]) => play(taken, used));

/**
 * Recordings of plausible sessions: pages of two sites and two hosts, in two tabs, in frames and on two devices, two or three of
 * the five SDKs, good and bad networks, early calls, pages that leave things behind.
 */
export const randomSession: fc.Arbitrary<Recording> = sessions(step);

/** Such sessions in which nobody but the SDKs writes what they store: all that changes there has a call behind it. */
export const undisturbedSession: fc.Arbitrary<Recording> = sessions(step.filter(({ kind }) => kind !== 'stored'));
