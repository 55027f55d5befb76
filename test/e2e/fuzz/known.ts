import type { FuzzVendor } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import type { Mismatch } from './mismatch.ts';
import type { Script } from './script.ts';

type Said = { readonly script: Script; readonly all: readonly string[]; readonly is: (wanted: RegExp) => boolean };

/** One thing that is said otherwise than it is: of whom, in which words, and what must have happened in the script for it. */
export type Known = {
  readonly vendor: FuzzVendor;
  readonly kind: RegExp;
  /** How the mismatch tells it. */
  readonly what: RegExp;
  readonly when: (said: Said) => boolean;
  readonly why: string;
};

const hasTwoTabs = ({ script }: Said): boolean => script.steps.some(({ tab }) => tab === 1) && script.steps.some(({ tab }) => tab === 0);
const tasksOf = (script: Script): readonly (readonly string[])[] => [
  script.early,
  ...script.steps.map((step) => ('statements' in step ? step.statements : [])),
];
const isSetTo = ({ script }: Said, wanted: RegExp): boolean =>
  wanted.test(JSON.stringify(dialects[script.vendor].configs[script.config] ?? {}));

export const known: readonly Known[] = [
  {
    vendor: 'posthog',
    kind: /^(predicted ids of|unread) /,
    what: /(said|told with) – \/ \S/,
    when: ({ all, is }) => is(/\.alias\(/) && all.some((one) => /identify\(/.test(one)),
    why: 'identify() of an id that alias() named before keeps the distinct_id that there was.',
  },
  {
    vendor: 'mixpanel',
    kind: /^predicted ids of /,
    what: /said \S+ \/ (0|\$device:\S+), sent \S+ \/ –$/,
    when: ({ is }) => is(/(identify|alias)\(/),
    why: 'A distinct_id of 0 or of another device stands beside no $user_id: what is stored looks like a user.',
  },
  {
    vendor: 'mixpanel',
    kind: /^(predicted ids of |now$)/,
    what: /said – \/ |the card (– \/ –|\S+ \/ \S+) \(stored – \/ –\)/,
    when: (said) => said.is(/opt_out_tracking/),
    why: 'A page that began after the visitor opted out stores nothing; nobody but the SDK knows its ids.',
  },
  {
    vendor: 'mixpanel',
    kind: /^phantom \S+, called$/,
    what: /./,
    when: (said) => said.is(/opt_out_tracking/) || said.is(/alias\(/),
    why: 'What was to be stored as the queue was thrown away, and an alias() of the distinct_id that there is, leave no trace.',
  },
  {
    vendor: 'mixpanel',
    kind: /^now$/,
    what: /the card \S+ \/ \S+ \(stored \S+ \/ \S+\)/,
    when: (said) => said.is(/alias\(/),
    why: 'alias() names the user only once it was sent, which may be behind the moment of asking.',
  },
  {
    vendor: 'segment',
    kind: /^wire ids$/,
    what: /arrived with \S+ \/ \S.*, told with \S+ \/ –$/,
    when: ({ script }) => script.steps.some(({ kind }) => kind === 'leave' || kind === 'open'),
    why: 'Of an event that its page broke off and the next page sent with a user, either may have arrived.',
  },
  {
    vendor: 'segment',
    kind: /^predicted ids of identify$/,
    what: /./,
    when: ({ script }) => tasksOf(script).some((task) => task.filter((one) => /identify\(/.test(one)).length > 1),
    why: 'Users are put on as events leave: of two identify() in one task one may be taken for the other.',
  },
  {
    vendor: 'segment',
    kind: /^predicted (ids|claims) of alias$/,
    what: /./,
    when: hasTwoTabs,
    why: 'What an alias() comes from is put on as it leaves, and another tab may have named a user by then.',
  },
  {
    vendor: 'segment',
    kind: /^now$/,
    what: /the SDK says \S+ \/ –, the card \S+ \/ \S/,
    when: hasTwoTabs,
    why: 'A tab whose storage another one emptied and filled holds nobody until its next call.',
  },
  {
    vendor: 'rudderstack',
    kind: /^(unread \S+, other ids|phantom \S+, called|now)$/,
    what: /./,
    when: (said) => isSetTo(said, /useBeacon/),
    why: 'Beacons cannot be read, and where storage is emptied the SDK throws away what waited for one.',
  },
  {
    vendor: 'rudderstack',
    kind: /^predicted ids of /,
    what: /./,
    when: ({ script }) => script.early.some((one) => /reset\(|identify\(|setAnonymousId\(/.test(one)),
    why: 'Calls of the stub that change ids are carried out unwatched.',
  },
  {
    vendor: 'rudderstack',
    kind: /^predicted ids of /,
    what: /said – \/ /,
    when: ({ script }) => script.early.length > 0,
    why: 'A call of the stub that the SDK carries out while the storage is empty.',
  },
  {
    vendor: 'rudderstack',
    kind: /^predicted ids of /,
    what: /said (\S+) \/ (.+), sent (?!\1)\S+ \/ \2$/,
    when: hasTwoTabs,
    why: 'The anonymous id that a tab took from another one, of which it tells only when it is next called.',
  },
  {
    vendor: 'rudderstack',
    kind: /^now$/,
    what: /./,
    when: hasTwoTabs,
    why: 'The same, at the end.',
  },
  {
    vendor: 'amplitude',
    kind: /^predicted ids of \$identify$/,
    what: /./,
    when: (said) => isSetTo(said, /autocapture":true/),
    why: 'The start of autocapture sends an $identify of its own, which no call is seen to cause.',
  },
  {
    vendor: 'amplitude',
    kind: /^(doubled|unexplained)$/,
    what: /suppressed|is not joined/,
    when: (said) => said.is(/setOptOut\(true\)/) && hasTwoTabs(said),
    why: 'A tab does not hear that another one was told to be silent, before its next page.',
  },
  {
    vendor: 'amplitude',
    kind: /^phantom event, called$/,
    what: /./,
    when: ({ script }) => tasksOf(script).some((task) => task.some((one) => /setOptOut\(true\)/.test(one))),
    why: 'Events are made when the task is over: one that setOptOut(true) follows in its task never is.',
  },
];

/** Whether the entry may excuse anything at all in that script. */
export const mayExcuse = ({ vendor, when }: Known, script: Script): boolean => {
  const all = tasksOf(script).flat();
  return vendor === script.vendor && when({ script, all, is: (wanted) => all.some((one) => wanted.test(one)) });
};

export const isKnown = (script: Script, { kind, what }: Mismatch): boolean =>
  known.some((one) => one.kind.test(kind) && one.what.test(what) && mayExcuse(one, script));
