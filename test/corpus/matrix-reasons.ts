import type { CorpusVendor } from './idioms/idioms.ts';

/**
 * Why no recording of a real SDK breaks a rule that names the vendor: `memory` where the mistake is made in the unit tests
 * instead, `none` where its SDK cannot make it.
 */
export type Reason = { readonly by: 'memory' | 'none'; readonly vendors: readonly CorpusVendor[]; readonly why: string };

export const reasons: Readonly<Record<string, readonly Reason[]>> = {
  'identify-before-ready': [
    {
      by: 'memory',
      vendors: ['mixpanel', 'posthog', 'amplitude'],
      why: 'a bundle is out of reach until it starts, and a stub keeps the call for later',
    },
    { by: 'none', vendors: ['segment', 'rudderstack'], why: 'what is called before is queued and carried out' },
  ],
  'call-lost-in-navigation': [
    {
      by: 'memory',
      vendors: ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'],
      why: 'the SDK stores what it could not send, or hands it to a beacon: it takes a broken network to lose it',
    },
  ],
  'identify-spam': [{ by: 'none', vendors: ['mixpanel', 'amplitude'], why: 'identify of the same user sends nothing' }],
  'profile-written-while-anonymous': [
    { by: 'memory', vendors: ['mixpanel'], why: 'the SDK keeps profile updates until identify: only servers and own code write them' },
  ],
  'alias-misuse': [
    { by: 'none', vendors: ['rudderstack'], why: 'the SDK sends the new id as given: only other senders name one id twice' },
  ],
  'vendors-disagree': [{ by: 'none', vendors: ['segment'], why: 'the tool that knows better in the recordings of the others' }],
  'other-tool-not-reset': [{ by: 'none', vendors: ['segment'], why: 'the tool that was reset in the recordings of the others' }],
  'identity-changed-in-same-tick': [
    { by: 'none', vendors: ['mixpanel', 'posthog', 'rudderstack'], why: 'events get their ids when they are tracked' },
  ],
  'reset-kept-an-id': [
    { by: 'memory', vendors: ['mixpanel', 'amplitude'], why: 'reset makes a new device id: a site must put the old one back by itself' },
  ],
  'merge-refused': [
    { by: 'memory', vendors: ['segment'], why: 'alone it takes servers that send identifiers; else it is a consequence' },
    { by: 'none', vendors: ['posthog'], why: 'alone it is told as `anonymous-side-is-known` or `alias-misuse`; else it is a consequence' },
    { by: 'none', vendors: ['amplitude', 'rudderstack'], why: 'refuses no link' },
  ],
  'cluster-nearly-full': [
    { by: 'memory', vendors: ['mixpanel'], why: 'Original ID Merge allows 500 ids: too many to make in a browser' },
    { by: 'none', vendors: ['posthog', 'amplitude', 'rudderstack'], why: 'documents no limit of ids' },
  ],
  'session-replay-spans-people': [
    { by: 'memory', vendors: ['mixpanel', 'amplitude'], why: 'their recorders of the screen are switched off in the corpus' },
  ],
  'anonymous-side-is-known': [
    { by: 'memory', vendors: ['mixpanel'], why: 'Original ID Merge alone goes by it, and there it takes servers and own code' },
  ],
  'wrong-merge-api': [{ by: 'memory', vendors: ['mixpanel'], why: 'the SDK speaks both: only servers and own code can be wrong' }],
  'logged-in-page-without-identify': [
    { by: 'memory', vendors: ['segment'], why: 'only where Segment drives another tool that forgets the user with the page' },
  ],
  'identify-while-opted-out': [
    { by: 'none', vendors: ['mixpanel', 'amplitude'], why: 'every later event carries both ids, which makes up for it' },
    { by: 'none', vendors: ['segment', 'rudderstack'], why: 'the SDK has no call to opt out' },
  ],
  'nothing-delivered': [
    {
      by: 'memory',
      vendors: ['segment', 'rudderstack'],
      why: 'what keeps events away keeps their settings away as well, without which they do not start',
    },
  ],
  'known-id-without-identify': [{ by: 'none', vendors: ['rudderstack'], why: 'takes no user id with a single event' }],
};

/** SDKs and tools beside the five are played in the unit tests alone. */
export const othersWhy = 'Others: closed libraries, and SDKs that the corpus does not walk; their mistakes are made in the unit tests.';
