import { isPlaceholder } from '../core/placeholder.ts';
import { threadsOf } from '../core/thread.ts';
import { counted, identifyCall } from '../core/wording.ts';
import type { Evidence, RawFinding, Rule } from './rule.ts';

/** W04. */
export const placeholderId: Rule = {
  id: 'placeholder-id',
  number: 'W04',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'A placeholder is used as a user id',
  cite: 'https://docs.mixpanel.com/reference/import-events',
  settings: [],
  explainedBy: [],
  check: ({ analysis, project }) => {
    const uses = new Map<string, { document: string | null; from: number; evidence: Evidence[] }>();
    const note = (id: string, at: number, document: string | null, evidence: Evidence) => {
      const use = uses.get(id);
      if (use === undefined) uses.set(id, { document, from: at, evidence: [evidence] });
      else {
        use.from = Math.min(use.from, at);
        if (use.evidence.length < 5) use.evidence.push(evidence);
      }
    };
    // What ends up as the known id counts: vendors that refuse the value, or store nothing, are not harmed. Empty ids have a rule of their own.
    const stands = (id: string | null): id is string => id !== null && id !== '' && isPlaceholder(id);
    for (const thread of threadsOf(analysis, project)) {
      for (const beat of thread.beats) {
        if (beat.kind !== 'identify' || typeof beat.id === 'object') continue;
        const id = beat.after.knownId;
        if (stands(id) && beat.call !== null) note(id, beat.at, beat.document, { call: beat.call });
      }
    }
    for (const event of project.events) {
      const id = event.event.ids.knownId;
      if (event.included && stands(id)) note(id, event.called.at, event.document, { event: event.index, project: project.project });
    }
    const findings = [...uses].map(([id, use]): RawFinding => {
      const carried = project.events.filter((e) => e.included && e.event.ids.knownId === id);
      const profiles = new Set(carried.flatMap((e) => (e.profile === null ? [] : [e.profile])));
      const mixed = project.events.filter((e) => e.profile !== null && profiles.has(e.profile));
      return {
        severity: 'error',
        document: use.document,
        evidence: use.evidence,
        wrong: mixed.map((e) => e.index),
        about: {
          ids: [id, ...mixed.flatMap((e) => e.event.ids.anonymousId ?? [])],
          device: null,
          from: use.from,
          to: Number.POSITIVE_INFINITY,
        },
        what: `The user was identified as "${id}", which is no real id: the value was probably missing and turned into text.`,
        consequence: `Everybody for whom this happens becomes one and the same user "${id}". ${counted(mixed.length, 'event')} of this recording ${mixed.length === 1 ? 'is' : 'are'} on that user, and cannot be taken apart again.`,
        fix: `Identify only when the id is really there: if (user && user.id) ${identifyCall(project.vendor, 'String(user.id)')};`,
      };
    });
    return { findings, unchecked: [] };
  },
};
