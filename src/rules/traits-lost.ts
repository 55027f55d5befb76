import { isJsonObject, type Json } from '../core/json.ts';
import type { MomentOf } from '../core/story.ts';
import { listed } from '../core/wording.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

const namesOf = (traits: Json | undefined): readonly string[] => (isJsonObject(traits) ? Object.keys(traits) : []);

/** The traits that the SDK forgets at this call although the person stays the same. */
const lostAt = (vendor: string, call: MomentOf<'call'>, stored: ReadonlySet<string>): readonly string[] => {
  const { meaning, before, after } = call;
  if (meaning.kind !== 'identify' || stored.size === 0) return [];
  const given = new Set(namesOf(meaning.traits));
  const forgets =
    vendor === 'rudderstack'
      ? !call.args.some(isJsonObject) && after?.knownId != null
      : meaning.id === '' && given.size > 0 && before !== null;
  const another = (before?.knownId ?? '') !== '' && before?.knownId !== after?.knownId;
  return forgets && !another ? [...stored].filter((name) => !given.has(name)) : [];
};

/** W23. */
export const traitsLost: Rule = {
  id: 'traits-lost',
  number: 'W23',
  severity: 'warning',
  vendors: ['segment', 'rudderstack'],
  models: 'all',
  title: 'identify emptied the stored traits',
  cite: 'https://github.com/rudderlabs/rudder-sdk-js',
  settings: [],
  explainedBy: ['placeholder-id', 'id-shape-changed'],
  check: ({ analysis, project }) => {
    const stored = new Map<string, Set<string>>();
    const lost: { readonly call: MomentOf<'call'>; readonly names: readonly string[] }[] = [];
    for (const call of callsOf(analysis, project)) {
      if (!call.carriedOut) continue;
      const held = stored.get(call.device) ?? new Set<string>();
      stored.set(call.device, held);
      if (call.meaning.kind === 'reset') held.clear();
      if (call.meaning.kind !== 'identify') continue;
      const names = lostAt(project.vendor, call, held);
      if (names.length > 0) {
        lost.push({ call, names });
        held.clear();
      }
      // Another user takes the traits of the one before away, which is right.
      if ((call.before?.knownId ?? '') !== '' && call.before?.knownId !== call.after?.knownId) held.clear();
      for (const name of namesOf(call.meaning.traits)) held.add(name);
    }
    const [first] = lost;
    const unchecked = seesCalls(analysis, project)
      ? []
      : ['Calls of this project were not observed, so that it cannot be told which traits were given.'];
    if (first === undefined) return { findings: [], unchecked };
    const { call, names } = first;
    const id = call.after?.knownId ?? null;
    const finding: RawFinding = {
      severity: 'warning',
      document: call.document,
      evidence: lost.slice(0, 5).map((l) => ({ call: l.call.call })),
      wrong: [],
      about: {
        ids: [id, call.before?.anonymousId ?? null].flatMap((one) => one ?? []),
        device: null,
        from: call.at,
        to: analysis.until,
      },
      what:
        project.vendor === 'segment'
          ? `identify('', traits) replaced the stored traits: ${listed(names)} ${names.length === 1 ? 'is' : 'are'} gone.`
          : `identify('${id}') was called without traits: the stored ${listed(names)} ${names.length === 1 ? 'is' : 'are'} gone.`,
      consequence: `Later events carry no ${listed(names)} any more, and neither do the tools that are fed from here.`,
      fix:
        project.vendor === 'segment'
          ? `Leave the id out instead of passing an empty one: analytics.identify({ ${names[0]}: … });`
          : `Pass the traits every time: rudderanalytics.identify('${id}', { ${names[0]}: … });`,
    };
    return { findings: [finding], unchecked };
  },
};
