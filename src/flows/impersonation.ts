import { impersonationInNote, impersonationInUrl, impersonationTrait } from '../core/impersonation.ts';
import { isTop } from '../core/loads.ts';
import type { Moment } from '../core/story.ts';
import type { Thread } from '../core/thread.ts';
import { counted, eventNameFirst } from '../core/wording.ts';
import { eventsOf, isExit, isLogin, knownOf, landedOf } from './beats.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { freshVisitor, freshVisitorTitle, runsOf, type Steps, step } from './steps.ts';

/** A stretch in which staff acted as a customer. `sure`: somebody said so, it is not read off an address. */
type Act = { readonly from: number; readonly to: number; readonly sign: string; readonly sure: boolean; readonly staff: string | null };

type Sign = { readonly at: number; readonly what: 'begins' | 'ends'; readonly sign: string; readonly sure: boolean };

const signsOf = ({ analysis, project }: FlowInput, device: string): readonly Sign[] =>
  analysis.moments.flatMap((m: Moment): readonly Sign[] => {
    if (m.kind === 'mark') {
      const what = impersonationInNote(m.note);
      return what === null ? [] : [{ at: m.at, what, sign: `The mark "${m.note}" says so.`, sure: true }];
    }
    if (m.device !== device || !isTop(m)) return [];
    if (m.kind === 'document' && m.url !== null) {
      const what = impersonationInUrl(m.url);
      return what === null ? [] : [{ at: m.at, what, sign: `The address says so: ${m.url}`, sure: false }];
    }
    if (m.kind !== 'call' || m.vendor !== project.vendor || m.project !== project.project || m.meaning.kind !== 'identify') return [];
    const trait = impersonationTrait(m.meaning.traits);
    return trait === null ? [] : [{ at: m.at, what: 'begins', sign: `The trait ${trait} says so.`, sure: true }];
  });

/** Staff is who was known before; an act ends where it is said to end, with a log-out or log-in, or when staff is named again. */
const actsOf = (input: FlowInput, thread: Thread): readonly Act[] => {
  if (thread.device === null) return [];
  const { beats } = thread;
  const signs = signsOf(input, thread.device);
  const acts: Act[] = [];
  for (const { at, what, sign, sure } of signs) {
    if (what === 'ends' || acts.some((act) => at >= act.from && at < act.to)) continue;
    const staff = knownOf(beats.findLast((b) => b.at < at)?.after);
    const ends = [
      signs.find((s) => s.what === 'ends' && s.at > at)?.at,
      beats.find((b) => b.at > at && (isExit(b) || isLogin(b)))?.at,
      staff === null
        ? undefined
        : beats.find((b) => b.at > at && b.kind === 'identify' && b.after.knownId === staff && b.before.knownId !== staff)?.at,
    ];
    acts.push({ from: at, to: Math.min(...ends.map((end) => end ?? Number.POSITIVE_INFINITY)), sign, sure, staff });
  }
  return acts;
};

const judgeAct = ({ project }: FlowInput, thread: Thread, { from, to, sign, staff }: Act): Steps => {
  const beats = thread.beats.filter((b) => b.at >= from && b.at < to);
  const customer = beats.flatMap((b) => knownOf(b.after) ?? []).find((known) => known !== staff) ?? null;
  const told = eventsOf(beats);
  const muted = told.length > 0 && told.every((e) => !e.included);
  const gained = customer === null ? [] : landedOf(beats).filter((e) => e.event.ids.knownId === customer || e.landsOn === customer);
  const [first] = gained;
  const lands: FlowStep =
    first !== undefined
      ? step(
          'nothing-lands-on-customer',
          'fail',
          `${eventNameFirst(first)}${gained.length > 1 ? ` and ${counted(gained.length - 1, 'more event')}` : ''} landed on ${customer}.`,
          first,
        )
      : muted
        ? step('nothing-lands-on-customer', 'pass', 'Capturing was off: nothing was sent.')
        : told.length === 0
          ? step('nothing-lands-on-customer', 'waiting', 'No event was sent meanwhile: do something as the customer.')
          : step(
              'nothing-lands-on-customer',
              'pass',
              `${counted(told.length, 'event')} meanwhile landed on nobody else${staff === null ? '' : ` than ${staff}`}.`,
              told[0],
            );
  const own = new Set(
    thread.beats.filter((b) => b.at < from && knownOf(b.after) === staff && staff !== null).flatMap((b) => b.after.anonymousId ?? []),
  );
  const profile = customer === null ? undefined : project.profiles.find((p) => p.id === first?.profile);
  const devices = new Set([...own, ...gained.flatMap((e) => e.event.ids.anonymousId ?? [])]);
  const linked = profile?.ids.find((id) => [...devices].some((d) => id === d || id === `$device:${d}` || id.endsWith(`=${d}`)));
  return [
    freshVisitor(thread, staff === null ? [] : [staff]),
    staff === null
      ? step('staff-known', 'not-applicable', 'Who acts as the customer was not identified.')
      : step('staff-known', 'pass', `${staff} was known before.`),
    step('acting', 'pass', sign),
    lands,
    linked === undefined
      ? step('device-not-linked', 'pass', 'The device of the staff belongs to no customer.')
      : step('device-not-linked', 'fail', `The device ${linked} now belongs to ${customer}.`, first),
  ];
};

/** Staff acts as a customer, who should not be credited with it. */
export const impersonation: Flow = {
  id: 'impersonation',
  title: 'Staff acts as a customer',
  cite: 'https://github.com/PostHog/posthog/issues/381',
  steps: [
    freshVisitorTitle,
    { step: 'staff-known', title: 'The staff member is known' },
    { step: 'acting', title: 'They act as a customer' },
    { step: 'nothing-lands-on-customer', title: 'Nothing lands on the customer' },
    { step: 'device-not-linked', title: 'Their device is not the customer’s' },
  ],
  judge: (input) =>
    runsOf(input, [], (thread) =>
      actsOf(input, thread)
        // Of an address alone it is not certain that who is named there is not the one who opened it.
        .filter(({ sure, staff }) => sure || staff !== null)
        .map((act) => judgeAct(input, thread, act)),
    ),
};
