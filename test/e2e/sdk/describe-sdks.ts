import { beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { toSimulation } from '../../../src/reports/simulation.ts';
import { observed as observationsOf } from '../support/inspecting.ts';
import { residue } from './residue.ts';
import { type BrowserKind, type Case, type Observed, type Outcome, runSdks } from './run-sdks.ts';
import type { Form, SdkUnderTest, Told } from './sdk-under-test.ts';
import { differences, settled, type Visit } from './visit.ts';

export const casesOf = (sdks: readonly SdkUnderTest[], forms: readonly ('snippet' | 'npm')[] = ['snippet', 'npm']): readonly Case[] =>
  sdks.flatMap((sdk) =>
    forms.filter((form) => sdk.forms[form] !== undefined).map((form) => ({ name: `${sdk.vendor}, ${form}`, sdk, form })),
  );

const sure = <T>(result: T | Error): T => {
  if (result instanceof Error) throw result;
  return result;
};
/**
 * The events among the payloads, in order, then the rest sorted: profile updates travel beside the events and may overtake
 * them, and so do the events of a stub's queue, which all leave at once.
 */
const inOrder = ({ tell, madeAt }: SdkUnderTest, form: Form | undefined, payloads: readonly Json[]): readonly Json[] => [
  ...payloads
    .filter((one) => isOrdered(tell(one), form))
    .sort((a, b) => (madeAt === undefined ? 0 : madeAt(a) - madeAt(b)))
    .map(settled),
  ...payloads
    .filter((one) => !isOrdered(tell(one), form))
    .map(settled)
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
];
/** A project that is named by a host, without the port of this run. */
const named = (project: string | null | undefined): string | null => project?.replace(/(localhost):\d+$/, '$1') ?? null;
const same = (one: Json | undefined, other: Json | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);
const isOrdered = (told: Told | null, form: Form | undefined): boolean =>
  told !== null && (!form?.early || told.name === 'Seen again' || told.name === 'Bought too');
const sortedTexts = (payloads: readonly Json[]): readonly string[] => payloads.map((one) => JSON.stringify(one)).sort();

/** What the recording says was sent and accepted, by payload, each once, in order. */
const recordedPayloads = ({ recording }: Observed, { vendor, tell }: SdkUnderTest): readonly Json[] => {
  const accepted = new Set(
    observationsOf(recording, 'wire.settled')
      .filter(({ outcome }) => outcome === 'accepted')
      .map(({ request }) => request),
  );
  return observationsOf(recording, 'wire.sent')
    .filter((sent) => sent.vendor === vendor && accepted.has(sent.request))
    .flatMap(({ payloads }) => payloads ?? [])
    .filter((payload) => tell(payload) !== null);
};

/** The checks that every SDK passes, in one browser: two launches for all cases together. */
export function describeSdks(kind: BrowserKind, cases: readonly Case[]): void {
  describe(`in ${kind}`, () => {
    let outcomes: ReadonlyMap<string, Outcome> = new Map();
    beforeAll(async () => {
      outcomes = await runSdks(kind, cases);
    }, 300_000);
    const outcome = ({ name }: Case): { readonly plain: Visit; readonly observed: Observed } => {
      const { plain, observed } = outcomes.get(name) as Outcome;
      return { plain: sure(plain), observed: sure(observed) };
    };

    describe.each(cases)('$name', (one) => {
      const { sdk } = one;
      const form = sdk.forms[one.form];

      test('the page does not notice: the same payloads in the same order, and no new names but the known ones', () => {
        const { plain, observed } = outcome(one);
        expect(plain.told.length).toBeGreaterThanOrEqual(4);
        expect(differences(inOrder(sdk, form, plain.payloads), inOrder(sdk, form, observed.payloads))).toEqual([]);
        const added = observed.names.filter((name) => !plain.names.includes(name));
        expect(added.filter((name) => !residue.includes(name))).toEqual([]);
        expect(plain.names.filter((name) => !observed.names.includes(name))).toEqual([]);
      });

      test('the recording holds the calls the page made, and the payloads the collector received', () => {
        const { observed } = outcome(one);
        const found = observationsOf(observed.recording, 'sdk.found').filter(({ vendor }) => vendor === sdk.vendor);
        expect(found.map(({ project, how }) => [project, how])).toEqual([
          [form?.project === undefined ? sdk.project : form.project, form?.how],
        ]);
        const wantedCalls = form?.calls ?? sdk.calls;
        const calls = observationsOf(observed.recording, 'call.observed').filter(
          ({ vendor, parent, replayOf, method }) =>
            vendor === sdk.vendor && parent === null && replayOf === null && wantedCalls.some(([wanted]) => wanted === method),
        );
        const replays = observationsOf(observed.recording, 'call.observed').flatMap(({ replayOf }) => replayOf ?? []);
        const queued = calls.filter((call) => call.queued).map(({ call }) => call);
        expect(queued.length).toBe(form?.early ?? 0);
        expect([...replays].sort()).toEqual(form?.replays ? [...queued].sort() : []);
        const own = calls.map(({ method, args }) => [method, args[0] ?? null]);
        expect(own.filter(([method, first]) => wantedCalls.some(([m, f]) => m === method && same(f, first)))).toEqual(wantedCalls);
        const project = form?.project === undefined ? sdk.project : form.project;
        expect(new Set(calls.map((call) => call.project))).toEqual(new Set(wantedCalls.length === 0 ? [] : [project]));
        // Two requests under way may arrive either way round.
        expect(sortedTexts(recordedPayloads(observed, sdk))).toEqual(
          sortedTexts(observed.payloads.filter((payload) => sdk.tell(payload) !== null)),
        );
      });

      test('each event is told once, with the ids the collector saw, and lands where the vendor puts it', () => {
        const { observed } = outcome(one);
        const { analysis } = readRecordings([observed.recording], defaultOptions);
        const project = toSimulation(analysis).projects.find(({ vendor }) => vendor === sdk.vendor);
        expect(named(project?.project)).toBe(sdk.project);
        const told = observed.told.map(({ name, anonymousId, knownId }) => ({ name, anonymousId, knownId }));
        const events = (project?.events ?? []).map(({ name, anonymousId, knownId }) => ({ name, anonymousId, knownId }));
        const byText = (list: readonly object[]) => list.map((entry) => JSON.stringify(entry)).sort();
        expect(byText(events)).toEqual(byText(told));
        expect((project?.events ?? []).filter(({ delivery }) => delivery !== 'accepted')).toEqual([]);
        // What the page called for is joined with its call, if calls can be seen at all.
        const own = analysis.projects.find(({ vendor }) => vendor === sdk.vendor)?.events ?? [];
        const alone = own.filter(({ call }) => call === null).map(({ event }) => event.name);
        if ((form?.calls ?? sdk.calls).length > 0) expect(alone.filter((name) => !sdk.automatic?.includes(name))).toEqual([]);
        const anonymous = new Set(observed.told.map(({ anonymousId }) => anonymousId));
        const lands = (name: string): string | null | undefined => {
          const label = project?.events.find((event) => event.name === name)?.landsOn;
          return label != null && anonymous.has(label.replace(/^\$device:/, '')) ? null : label;
        };
        expect(Object.fromEntries(Object.keys(sdk.landsOn).map((name) => [name, lands(name)]))).toEqual(sdk.landsOn);
      });

      test('the panel shows who the page thinks the visitor is, and where each event lands', () => {
        const { observed } = outcome(one);
        const last = observed.told.findLast(({ name }) => name === 'Bought too');
        const cards = observed.view.identities.filter(
          ({ vendor, document }) => vendor === sdk.vendor && observed.documents.includes(document),
        );
        expect(cards.map(({ project, ids }) => [named(project), ids.knownId])).toEqual([[sdk.project, 'u-2']]);
        if (sdk.version !== undefined) expect(cards[0]?.version).toBe(sdk.version);
        expect(cards[0]?.hooked).toBe((form?.calls ?? sdk.calls).length > 0);
        if (last?.anonymousId != null) expect(cards[0]?.ids.anonymousId).toBe(last.anonymousId);
        const project = observed.view.projects.find(({ vendor }) => vendor === sdk.vendor);
        const lands = (name: string): string | null => {
          const row = observed.view.rows.find(
            ({ event, title, detail, vendor }) => event !== null && vendor === sdk.vendor && (title === name || detail === name),
          );
          const profile = row?.slot == null ? null : (project?.slots[row.slot] ?? null);
          const label = profile === null ? null : (project?.profiles[profile] ?? null);
          return label?.known ? label.label : null;
        };
        expect(Object.fromEntries(Object.keys(sdk.landsOn).map((name) => [name, lands(name)]))).toEqual(sdk.landsOn);
      });
    });
  });
}
