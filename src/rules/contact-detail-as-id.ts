import { spelling } from '../core/placeholder.ts';
import { namesSomebody, threadsOf } from '../core/thread.ts';
import { counted, identifyCall } from '../core/wording.ts';
import { isContact, shapeOf } from './id-shape.ts';
import type { Evidence, Rule } from './rule.ts';

/** W10. Once a project: the choice is made once. */
export const contactDetailAsId: Rule = {
  id: 'contact-detail-as-id',
  number: 'W10',
  severity: 'info',
  vendors: 'all',
  models: 'all',
  title: 'A mail address or phone number is used as a user id',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [],
  explainedBy: ['id-shape-changed'],
  check: ({ analysis, project }) => {
    const used = new Map<
      string,
      { readonly id: string; readonly at: number; readonly document: string | null; readonly evidence: Evidence }
    >();
    const note = (id: string | null, at: number, document: string | null, evidence: Evidence) => {
      if (id !== null && isContact(id) && !used.has(spelling(id))) used.set(spelling(id), { id, at, document, evidence });
    };
    for (const thread of threadsOf(analysis, project))
      for (const beat of thread.beats)
        if (namesSomebody(beat) && beat.call !== null) note(beat.after.knownId, beat.at, beat.document, { call: beat.call });
    for (const event of project.events)
      if (event.included) note(event.event.ids.knownId, event.called.at, event.document, { event: event.index, project: project.project });
    const all = [...used.values()];
    const [first] = all;
    if (first === undefined) return { findings: [], unchecked: [] };
    const shape = shapeOf(first.id);
    return {
      findings: [
        {
          severity: 'info',
          document: first.document,
          evidence: all.slice(0, 5).map((use) => use.evidence),
          wrong: [],
          about: { ids: all.map((use) => use.id), device: null, from: first.at, to: analysis.until },
          what: `The user id ${first.id} is ${shape === 'e-mail address' ? 'an e-mail address' : `a ${shape}`}${all.length > 1 ? `, and so ${all.length === 2 ? 'is' : 'are'} ${counted(all.length - 1, 'more id')}` : ''}.`,
          consequence:
            'Whoever changes it becomes another user, and a known id cannot be changed later. It also puts personal data into every event.',
          fix: `Use the id of your database, which never changes: ${identifyCall(project.vendor, 'user.id')}; and send the address as a property of the user.`,
        },
      ],
      unchecked: [],
    };
  },
};
