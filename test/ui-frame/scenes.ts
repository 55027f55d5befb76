import type { View } from '../../src/messages/view.ts';
import { chosenFor } from './chosen-scene.ts';
import { clusterScenes } from './cluster-scenes.ts';
import type { Scene } from './fake-source.ts';
import { longView } from './long-view.ts';
import { railScenes } from './rail-scenes.ts';
import { detailOf } from './row-detail.ts';
import { emptyView, identityOf, mixpanel, runOf, sceneBuilder, segment, untriedBut, type Vendor } from './scene-builder.ts';
import { inSession } from './session-scenes.ts';

const deviceA = '18f3a2b1-70c4-4d1e-9b2a-5f60c1d29c04';
const deviceB = '18f3a9d4-1b7e-42f0-8c55-e01b77aa3f18';
const ajsA = '5b0c9a7e-2f31-4e86-a1d7-93bb6c40e2fd';
const ajsB = 'e7741f02-66d9-4f0a-b7d3-0c5a9e18c6b1';

const open = (view: View): Scene => ({ view, connection: 'open', detail: detailOf(view) });

const signUp = (story: ReturnType<typeof sceneBuilder>): void => {
  story.page('/');
  story.push({ kind: 'sdk', title: 'SDK found', detail: '2.83.0', vendor: 'mixpanel', project: mixpanel.project });
  story.push({ kind: 'sdk', title: 'SDK found', detail: '1.84.3', vendor: 'segment', project: segment.project });
  story.send('track', 'Page View', { anonymousId: deviceA, by: mixpanel }, { queued: true });
  story.send('page', '/', { anonymousId: ajsA, by: segment });
  story.page('/products/17');
  story.send('track', 'Product Viewed', { anonymousId: deviceA, by: mixpanel });
  story.send('track', 'Added to Cart', { anonymousId: deviceA, by: mixpanel });
  story.send('page', '/products/17', { anonymousId: ajsA, by: segment });
  story.page('/signup');
  story.send('track', 'Sign-Up Started', { anonymousId: deviceA, by: mixpanel });
  story.signal('login', 'password form, confirmed by its answer 302');
  story.identify({ anonymousId: deviceA, knownId: 'anna@shop.example', by: mixpanel });
  story.identify({ anonymousId: ajsA, knownId: 'anna@shop.example', by: segment });
  story.send('track', 'Signed Up', { anonymousId: deviceA, knownId: 'anna@shop.example', by: mixpanel });
  story.page('/account');
  story.send('track', 'Account Viewed', { anonymousId: deviceA, knownId: 'anna@shop.example', by: mixpanel }, { delivery: 'unconfirmed' });
};

const correct = (): Scene => {
  const story = sceneBuilder();
  signUp(story);
  const logout = story.signal('logout', 'click on “Log out”');
  story.reset(mixpanel, deviceB);
  story.reset(segment, ajsB);
  story.page('/');
  story.send('track', 'Page View', { anonymousId: deviceB, by: mixpanel });
  story.send('page', '/', { anonymousId: ajsB, by: segment });
  story.page('/login');
  story.signal('login', 'password form, confirmed by its answer 302');
  const last = story.identify({ anonymousId: deviceB, knownId: 'u-2048', by: mixpanel });
  story.identify({ anonymousId: ajsB, knownId: 'u-2048', by: segment });
  story.send('track', 'Account Viewed', { anonymousId: deviceB, knownId: 'u-2048', by: mixpanel }, { delivery: 'sent', predicted: true });
  return open({
    ...emptyView,
    rows: story.rows,
    documents: story.documents,
    projects: [story.project(mixpanel), story.project(segment)],
    identities: [
      identityOf(mixpanel, deviceB, 'u-2048', { lastReset: last.at - 3200, waiting: 1, traits: { plan: 'pro', utm_source: 'newsletter' } }),
      identityOf(segment, ajsB, 'u-2048', { lastReset: last.at - 3100 }),
    ],
    flows: [
      runOf('sign-up', mixpanel, 'pass', [
        ['fresh-visitor', 'pass', 'Nothing about this visitor was stored before the recording.'],
        ['anonymous-events', 'pass', '4 events before identify.'],
        ['login-confirmed', 'pass', 'A log-in or sign-up was seen to succeed.'],
        ['identify', 'pass', 'Identified as anna@shop.example.'],
        ['event-after-identify', 'pass', 'Event 4 (Signed Up) carried anna@shop.example.'],
        ['history-lands-on-user', 'pass', 'All 4 anonymous events land on anna@shop.example.'],
        ['first-touch-lands-on-user', 'pass', 'The first touch of anna@shop.example is https://shop.example/?utm_source=newsletter.'],
      ]),
      runOf('shared-device', mixpanel, 'pass', [
        ['fresh-visitor', 'pass', 'Nothing about this visitor was stored before the recording.'],
        ['first-logs-in', 'pass', 'Identified as anna@shop.example.'],
        ['logout', 'pass', 'A log-out was seen.'],
        ['reset-took-effect', 'pass', 'anna@shop.example is gone from storage and from what is sent, and the anonymous id changed.'],
        ['anonymous-lands-on-nobody', 'pass', '1 event after the log-out landed on a new anonymous visitor.'],
        ['second-logs-in', 'pass', 'Identified as u-2048.'],
        ['kept-apart', 'pass', "anna@shop.example has none of u-2048's events, and u-2048 none of anna@shop.example's."],
      ]),
      runOf('logout', mixpanel, 'pass', [
        ['fresh-visitor', 'pass', 'Nothing about this visitor was stored before the recording.'],
        ['logout', 'pass', 'A log-out was seen.'],
        ['last-event', 'pass', 'Event 7 (Log Out) landed on anna@shop.example.'],
        ['reset-took-effect', 'pass', 'anna@shop.example is gone from storage and from what is sent, and the anonymous id changed.'],
        ['next-event', 'pass', '1 event after the log-out landed on a new anonymous visitor.'],
        ['other-tabs', 'not-applicable', 'No other tab was at work when they left.'],
        ['exits-tried', 'not-applicable', 'Not tried yet: a session that expires, a log-out while another tab is open.'],
      ]),
      runOf('relogin-same-user', segment, 'incomplete', [
        ['fresh-visitor', 'pass', 'Nothing about this visitor was stored before the recording.'],
        ['logout', 'waiting', 'No log-out was seen. If you did log out, press “I logged out”.'],
        ['reset-took-effect', 'pass', 'u-2048 is gone from storage and from what is sent, and the anonymous id changed.'],
        ['same-user', 'pass', 'Identified as u-2048 again.'],
        ['one-profile', 'pass', 'What u-2048 did before and after is on one profile.'],
        ['stretch-between', 'not-applicable', 'There was no anonymous history.'],
      ]),
    ],
    untried: untriedBut('sign-up', 'shared-device', 'logout', 'relogin-same-user'),
    strip: {
      thinks: { label: 'u-2048', known: true, vendor: 'mixpanel', project: mixpanel.project },
      others: [],
      changed: { at: last.at, text: 'identify merged a device into u-2048', key: last.key },
      logout: { state: 'clean', why: 'reset came 0.3 s after the logout.', key: logout.key },
      counts: { error: 0, warning: 0, info: 0 },
    },
    status: { ...emptyView.status, state: 'recording', observations: 214 },
  });
};

const broken = (): Scene => {
  const story = sceneBuilder();
  signUp(story);
  const logout = story.signal('logout', 'click on “Log out”');
  story.reset(segment, ajsB);
  story.page('/');
  const stray = story.send('track', 'Page View', { anonymousId: deviceA, knownId: 'anna@shop.example', by: mixpanel });
  story.send('page', '/', { anonymousId: ajsB, by: segment });
  story.backTo(4);
  story.send('track', 'Account Tab Focused', { anonymousId: deviceA, knownId: 'anna@shop.example', by: mixpanel }, { delivery: 'failed' });
  story.backTo(5);
  story.signal('login', 'password form, confirmed by its answer 302');
  const refused = story.sendAs(
    'identify',
    'u-2048',
    { anonymousId: deviceA, knownId: 'u-2048', by: mixpanel },
    {
      merge: 'refused',
      reason: 'errAnonDistinctIdAssignedAlready',
    },
  );
  story.sendAs('track', 'Account Viewed', { anonymousId: deviceA, knownId: 'u-2048', by: mixpanel });
  story.send('track', 'Newsletter Opened', { anonymousId: deviceA, by: mixpanel }, { delivery: 'lost', predicted: true });
  story.push({ kind: 'loss', title: '12 observations not recorded', detail: 'the ring of this page was full' });
  return open({
    ...emptyView,
    rows: story.rows,
    documents: story.documents,
    projects: [story.project(mixpanel), story.project(segment)],
    identities: [
      identityOf(mixpanel, deviceA, 'u-2048', { storedBefore: { anonymousId: deviceA, knownId: null }, unsent: 2 }),
      identityOf(segment, ajsB, null, {
        lastReset: logout.at + 300,
        hooked: false,
        why: 'the instance was frozen before it could be wrapped',
      }),
    ],
    findings: [
      {
        rule: 'no-reset-on-logout',
        severity: 'error',
        vendor: 'mixpanel',
        project: mixpanel.project,
        document: 'd5',
        title: 'No reset after logout',
        evidence: [{ observation: ['d4', 30] }],
        affected: 3,
        related: ['user-changed-without-reset', 'merge-refused'],
        what: 'anna@shop.example logged out, but mixpanel.reset() was not called: 3 events after it still carry her device id.',
        consequence: 'What the next visitor does is booked on anna@shop.example, for good: a merge cannot be undone.',
        fix: 'Call mixpanel.reset() when the logout succeeds, before anything else is tracked.',
        cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified#logout',
        keys: [logout.key, stray.key, refused.key],
        explains: ['One user became another without a reset', 'The vendor refused a merge'],
        remedy: [
          {
            kind: 'call',
            of: { vendor: 'mixpanel', project: mixpanel.project },
            place: { row: stray.key, behind: false },
            text: 'reset()',
          },
        ],
      },
      {
        rule: 'id-is-email',
        severity: 'warning',
        vendor: 'mixpanel',
        project: mixpanel.project,
        document: 'd3',
        title: 'The user id is an e-mail address',
        evidence: [],
        affected: 0,
        related: [],
        what: 'identify was called with anna@shop.example.',
        consequence: 'When she changes her address she becomes a second person.',
        fix: 'Use the id of your own user table.',
        cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management',
        keys: [],
      },
    ],
    flows: [
      runOf('shared-device', mixpanel, 'fail', [
        ['reset-took-effect', 'fail', 'Event 8 (Page View) still carried anna@shop.example after the log-out.', stray],
        ['anonymous-lands-on-nobody', 'fail', 'Event 8 (Page View) landed on anna@shop.example after the log-out.'],
        ['kept-apart', 'fail', '1 event after anna@shop.example left is on anna@shop.example.'],
        ['second-logs-in', 'waiting', 'Log in as somebody else, in the same browser.'],
      ]),
    ],
    untried: untriedBut('shared-device'),
    unchecked: [
      {
        rule: 'reset-on-load',
        title: 'An anonymous visitor was reset',
        project: segment.project,
        why: 'Calls of Segment could not be observed on this page.',
      },
    ],
    strip: {
      thinks: { label: 'u-2048', known: true, vendor: 'mixpanel', project: mixpanel.project },
      others: [{ label: ajsB, known: false, vendor: 'segment', project: segment.project }],
      changed: { at: refused.at, text: 'identify was refused: the device already belongs to anna@shop.example', key: refused.key },
      logout: { state: 'not-clean', why: 'No reset followed within 5 s.', key: logout.key },
      counts: { error: 1, warning: 1, info: 0 },
    },
    status: {
      state: 'recording',
      observations: 231,
      tabs: 1,
      losses: [{ what: 'observation', why: 'the ring of this page was full', count: 12 }],
      notes: ['Segment on this page was opted out until 10:24:09; nothing was sent before.'],
      skipped: 0,
      file: null,
      added: [],
    },
  });
};

const nothing: Scene['detail'] = () => null;
const freshView: View = { ...emptyView };

/** Every state the panel is designed for. */
export const scenes: Readonly<Record<string, () => Scene>> = {
  connecting: () => ({ view: null, connection: 'connecting', detail: nothing }),
  fresh: () => ({ view: freshView, connection: 'open', detail: nothing }),
  disconnected: () => ({ ...correct(), connection: 'lost' }),
  invalidated: () => ({ view: null, connection: 'invalidated', detail: nothing }),
  imported: () => {
    const { view, detail } = correct();
    return {
      view:
        view === null
          ? null
          : {
              ...view,
              status: { ...view.status, state: 'imported', file: { name: 'idscope-2026-09-14-0824.idscope.json', meanwhile: 37 } },
            },
      connection: 'open',
      detail,
    };
  },
  refused: () => ({ view: freshView, connection: 'open', detail: nothing, refused: 'it is not a recording (no "idscope" member)' }),
  correct,
  'other-tools': () => {
    const { view, detail } = correct();
    const intercom: Vendor = { ...segment, vendor: 'intercom', title: 'Intercom', project: 'app1' };
    const more = { model: null, choices: [], unverified: 'calls are read as its documentation names them; it was not run' };
    return {
      view: view && {
        ...view,
        projects: [...view.projects, { ...sceneBuilder().project(intercom), ...more }],
        identities: [...view.identities, identityOf(intercom, null, 'u-2048', { unsent: null, capturing: 'unknown', version: null })],
      },
      connection: 'open',
      detail,
    };
  },
  broken,
  session: () => inSession(broken()),
  chosen: () => chosenFor(broken()),
  long: () => open(longView(10_000)),
  huge: () => open(longView(100_000)),
  ...clusterScenes,
  ...railScenes,
};
