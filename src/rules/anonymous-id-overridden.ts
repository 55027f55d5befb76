import { idText, isJsonObject, member } from '../core/json.ts';
import type { LandedEvent } from '../core/landed.ts';
import type { MomentOf } from '../core/story.ts';
import { counted, sdkName } from '../core/wording.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Where the options stand when properties are left out is seen by what they hold. */
const fromOptions = ({ args }: MomentOf<'call'>): string | null => {
  const objects = args.filter(isJsonObject);
  const options = objects.length > 1 ? objects.at(-1) : undefined;
  return idText(member(options, 'anonymousId'));
};

/** The anonymous id that a call puts in place of the stored one; null for other calls. Only Segment keeps that of the options. */
const givenAt = (vendor: string, call: MomentOf<'call'>): string | null => {
  if (call.method === 'setAnonymousId') return idText(call.args[0]);
  if (vendor !== 'segment' || call.meaning.kind === 'reset') return null;
  return fromOptions(call);
};

/** W24. Before the first event an own anonymous id is right: nothing belongs to the other one yet. */
export const anonymousIdOverridden: Rule = {
  id: 'anonymous-id-overridden',
  number: 'W24',
  severity: 'warning',
  vendors: ['segment', 'rudderstack'],
  models: 'all',
  title: 'The anonymous id was replaced by hand',
  cite: 'https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/identity/',
  settings: [],
  explainedBy: ['identity-from-url'],
  check: ({ analysis, project }) => {
    const sdk = sdkName(project.vendor);
    const known = new Set(project.profiles.filter((p) => p.known).map((p) => p.id));
    const byAnonymous = new Map<string, LandedEvent[]>();
    for (const event of project.events) {
      const id = event.event.ids.anonymousId;
      if (id === null || !event.included) continue;
      const list = byAnonymous.get(id);
      if (list === undefined) byAnonymous.set(id, [event]);
      else list.push(event);
    }
    const findings = callsOf(analysis, project).flatMap((call): readonly RawFinding[] => {
      const given = givenAt(project.vendor, call);
      const old = call.before?.anonymousId ?? null;
      if (given === null || given === '' || old === null || old === given || !call.carriedOut) return [];
      // Whoever is known keeps the history: the old anonymous id is theirs already.
      if ((call.before?.knownId ?? '') !== '') return [];
      const cut = (byAnonymous.get(old) ?? []).filter((e) => e.called.at < call.at && e.device === call.device);
      const linked = cut.some((e) => e.profile !== null && known.has(e.profile));
      if (cut.length === 0 || linked) return [];
      return [
        {
          severity: 'warning',
          document: call.document,
          evidence: [{ call: call.call }, ...cut.slice(0, 4).map((e) => ({ event: e.index, project: project.project }))],
          wrong: cut.map((e) => e.index),
          about: { ids: [old, given], device: call.device, from: call.at, to: analysis.until },
          what: `${call.method === 'setAnonymousId' ? `setAnonymousId('${given}')` : `anonymousId: '${given}' in the options of ${call.method}()`} replaced the anonymous id ${old}, which had already sent ${counted(cut.length, 'event')}.`,
          consequence: `The SDK keeps the new id for good: one visitor is counted as two, and what ${old} did is not linked when they log in.`,
          fix: `Set an anonymous id of your own before the first event only: ${sdk}.setAnonymousId(id) right after the SDK was loaded; leave it out of the options of single calls.`,
        },
      ];
    });
    return {
      findings,
      unchecked: seesCalls(analysis, project)
        ? []
        : ['Calls of this project were not observed, so that it cannot be told who changed an anonymous id.'],
    };
  },
};
