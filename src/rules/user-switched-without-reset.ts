import { idText } from '../core/json.ts';
import { spelling } from '../core/placeholder.ts';
import { type Beat, type BeatOf, endOfThread, type Thread, threadsOf } from '../core/thread.ts';
import { identifyCall, resetCall } from '../core/wording.ts';
import { nextWhere } from './beat-search.ts';
import { resetSparingly } from './reset-sparingly.ts';
import type { RawFinding, Rule } from './rule.ts';

/** A known id that replaced another one although nothing was reset in between. */
type Switch = { readonly at: number; readonly beat: BeatOf<'identify'>; readonly from: string; readonly to: string };

const switchesOf = (thread: Thread): readonly Switch[] => {
  const switches: Switch[] = [];
  const aliases = new Set<string>();
  thread.beats.forEach((beat, at) => {
    if (beat.kind === 'reset') aliases.clear();
    if (beat.kind === 'alias') aliases.add(idText(beat.alias) ?? '');
    if (beat.kind !== 'identify') return;
    const from = beat.before.knownId;
    const to = beat.after.knownId;
    // The same id in another spelling is one person: that is no switch.
    if (from === null || to === null || from === '' || to === '' || spelling(from) === spelling(to) || aliases.has(to)) return;
    switches.push({ at, beat, from, to });
  });
  return switches;
};

/** In storage alone a reset right before the next identify, and an identify that makes a new anonymous id, look the same. */
const mayHideReset = ({ evidence }: Thread, { beat: { before, after } }: Switch): boolean =>
  evidence === 'storage' && before.anonymousId !== null && before.anonymousId !== after.anonymousId;

/** Events that went out under the old id although the new person had already logged in. */
const lateEvents = (beats: readonly Beat[], at: number, from: string): readonly number[] => {
  let start = at;
  for (let last = beats[start - 1]; last !== undefined && last.kind !== 'identify' && last.kind !== 'reset'; last = beats[start - 1])
    start -= 1;
  const rest = beats.slice(start, at);
  const login = rest.findIndex((b) => b.kind === 'signal' && b.signal === 'login' && b.confirmed);
  if (login === -1) return [];
  return rest
    .slice(login)
    .flatMap((b) =>
      b.kind === 'event' && b.event.included && b.event.profile !== null && b.event.event.ids.knownId === from ? [b.event.index] : [],
    );
};

/** W01. Simplified merge and Unify both let an anonymous id belong to its first owner for ever. */
export const userSwitchedWithoutReset: Rule = {
  id: 'user-switched-without-reset',
  number: 'W01',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'One user became another without a reset',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  settings: [],
  explainedBy: [
    'logout-without-reset',
    'placeholder-id',
    'id-shape-changed',
    'bare-anonymous-distinct-id',
    'impersonation',
    'visitor-identified-too-early',
    'tabs-disagree',
  ],
  check: ({ analysis, project }) => {
    const unchecked: string[] = [];
    const findings = threadsOf(analysis, project).flatMap((thread) => {
      const nextReset = nextWhere(thread.beats, (b) => b.kind === 'reset');
      const nextEvent = nextWhere(thread.beats, (b) => b.kind === 'event');
      return switchesOf(thread).flatMap((change): readonly RawFinding[] => {
        const { at, beat, from, to } = change;
        if (mayHideReset(thread, change)) {
          unchecked.push(`Calls of this project were not observed: whether ${from} was reset before ${to} cannot be told.`);
          return [];
        }
        const end = thread.beats[nextReset(at)]?.at ?? endOfThread(analysis, thread);
        const event = thread.beats[nextEvent(at)];
        const kept = beat.before.anonymousId !== null && beat.before.anonymousId === beat.after.anonymousId;
        return [
          {
            severity: 'error',
            document: beat.document,
            evidence: [
              beat.call === null ? { observation: [beat.document, beat.seq] } : { call: beat.call },
              ...(event?.kind === 'event' ? [{ event: event.event.index, project: project.project }] : []),
            ],
            wrong: lateEvents(thread.beats, at, from),
            about: {
              ids: [from, to, ...(kept && beat.before.anonymousId !== null ? [beat.before.anonymousId] : [])],
              device: thread.device,
              from: beat.at,
              to: end,
            },
            what: `The known id changed from ${from} to ${to}, and nothing was reset in between.`,
            consequence: kept
              ? `Both users share the anonymous id ${beat.before.anonymousId}. It belongs to ${from} for good: what ${to} did before logging in counts for ${from}, and this cannot be repaired later.`
              : `What happened between ${from} leaving and ${to} logging in counts for ${from}. This cannot be repaired later.`,
            fix: `If these are two people, call ${resetCall(project.vendor)} when the first one logs out, before ${identifyCall(project.vendor, `'${to}'`)}. If they are one person with two ids, choose one id that never changes (the database id) and use it everywhere.${resetSparingly(project.model)}`,
          },
        ];
      });
    });
    return { findings, unchecked };
  },
};
