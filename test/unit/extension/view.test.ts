import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { noAuthPatterns } from '../../../src/core/auth-patterns.ts';
import { sentenceFor } from '../../../src/core/explain.ts';
import type { ForeignObservation, Observation } from '../../../src/core/observation.ts';
import { defaultOptions, type Feed } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { buildSharedView, buildView, type ViewDeps } from '../../../src/extension/background/view/build-view.ts';
import { toDetail } from '../../../src/extension/background/view/detail.ts';
import { diffView, type Sent } from '../../../src/extension/background/view/diff.ts';
import { flows } from '../../../src/flows/index.ts';
import type { View, ViewPatch } from '../../../src/messages/view.ts';
import { models } from '../../../src/models/index.ts';
import { createEngine, type Judged } from '../../../src/reports/engine.ts';
import { toStrip } from '../../../src/reports/strip.ts';
import { applyPatch } from '../../../src/ui/patch.ts';
import { harText, readEntries } from '../../support/har.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const deps: ViewDeps = { adapters, models, flows, toStrip };
const around = {
  imported: null,
  observations: 1,
  dropped: 0,
  unreachable: false,
  failure: null,
  serverId: { site: null, cookie: null, value: null },
  meanwhile: 0,
  added: [],
  site: { site: null, alwaysRecord: false, auth: noAuthPatterns, muted: [] },
};

const viewOf = (judged: Judged, version = 1): View =>
  buildView(buildSharedView(judged, defaultOptions, deps), judged, { tab: 1, version, around, deps });

const judge = (lines: Recording['observations'], until?: number): Judged => {
  const engine = createEngine(defaultOptions);
  engine.append(lines);
  return engine.result(until);
};

const signUp = (r: RecordingBuilder) => {
  const d = r.document('https://shop.test/');
  d.mixpanel('T').anonymous('D1');
  d.segment('W').anonymous('A1');
  d.track('View');
  d.send();
  d.login();
  d.identify('U1');
  d.track('Buy');
  d.send();
};

/** Feeds a recording in portions, as a panel would see it, and returns every patch with the view the panel then has. */
const watch = (lines: readonly (Observation | ForeignObservation)[], portions: readonly number[]) => {
  const engine = createEngine(defaultOptions);
  let sent: Sent | null = null;
  let shown: View | null = null;
  let whole: View | null = null;
  const patches: ViewPatch[] = [];
  let from = 0;
  for (const size of [...portions, lines.length]) {
    const portion = lines.slice(from, from + size);
    from += portion.length;
    engine.append(portion);
    const next = viewOf(engine.result(), (shown?.version ?? 0) + 1);
    whole = next;
    const step = diffView(sent, next);
    sent = step.sent;
    if (step.patch === null) continue;
    patches.push(step.patch);
    shown = applyPatch(shown, JSON.parse(JSON.stringify(step.patch)) as ViewPatch);
  }
  return { patches, shown, whole };
};

test('every row with an event resolves through its slot to the profile the event lands on', () => {
  const judged = judge(recordingOf(signUp).observations);
  const view = viewOf(judged);
  let resolved = 0;
  for (const row of view.rows) {
    if (row.event === null) continue;
    const { vendor, project, index } = row.event;
    const shown = view.projects.find((each) => each.vendor === vendor && each.project === project);
    const event = judged.analysis.projects.find((each) => each.vendor === vendor && each.project === project)?.events[index];
    const profile = row.slot === null ? null : (shown?.slots[row.slot] ?? null);
    expect(profile === null ? null : shown?.profiles[profile]?.label).toBe(event?.landsOn);
    if (profile !== null) resolved += 1;
  }
  expect(resolved).toBeGreaterThanOrEqual(4);
});

test('what was linked before recording is a setting to choose, with its value of now', () => {
  for (const value of ['never-linked', 'linked']) {
    const engine = createEngine({ ...defaultOptions, settings: { 'unknown-history': value } });
    engine.append(recordingOf(signUp).observations);
    for (const { settings } of viewOf(engine.result()).projects)
      expect(settings.find(({ name }) => name === 'unknown-history')).toMatchObject({ value, values: ['never-linked', 'linked'] });
  }
});

test('a merge moves earlier rows without sending them again', () => {
  const lines = recordingOf(signUp).observations;
  const identify = lines.findIndex((line) => line.kind === 'call.observed' && (line as { method?: string }).method === 'identify');
  const { patches, shown } = watch(lines, [identify]);
  const again = patches[1]?.rows.filter((row) => row.detail === 'View');
  expect(again).toEqual([]);
  expect(patches[1]?.projects).toBeDefined();
  const first = shown?.rows.find((row) => row.detail === 'View' && row.vendor === 'mixpanel');
  const project = shown?.projects.find((each) => each.vendor === 'mixpanel');
  expect(first?.landedOn).toBe('$device:D1');
  expect(project?.profiles[project.slots[first?.slot ?? -1] ?? -1]?.label).toBe('U1');
});

test('patches in whatever portions add up to the whole view', () => {
  const lines = recordingOf((r) => {
    signUp(r);
    const d = r.document('https://shop.test/account');
    d.mixpanel('T');
    d.logout();
    d.identify('U2');
    d.track('Other');
    d.send();
    d.close();
  }).observations;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }), (portions) => {
      const { shown, whole } = watch(lines, portions);
      expect({ ...shown, version: 0 }).toEqual(JSON.parse(JSON.stringify({ ...whole, version: 0 })));
    }),
    { numRuns: 40 },
  );
});

test('nothing new gives no patch', () => {
  const judged = judge(recordingOf(signUp).observations);
  const { sent } = diffView(null, viewOf(judged, 1));
  expect(diffView(sent, viewOf(judged, 2)).patch).toBeNull();
});

test('findings lead to rows that exist', () => {
  const judged = judge(
    recordingOf((r) => {
      signUp(r);
      const d = r.document('https://shop.test/');
      d.mixpanel('T');
      d.logout();
      r.wait(10_000);
      d.login();
      d.identify('U2');
      d.track('Theirs');
      d.send();
      d.close();
    }).observations,
  );
  const view = viewOf(judged);
  expect(view.findings.length).toBeGreaterThan(0);
  const keys = new Set(view.rows.map((row) => row.key));
  for (const finding of view.findings) {
    expect(finding.keys.length).toBeGreaterThan(0);
    for (const key of finding.keys) expect(keys.has(key)).toBe(true);
  }
});

test('profiles name their first event and lead to what merged them', () => {
  const view = viewOf(judge(recordingOf(signUp).observations));
  const profile = view.projects.find((each) => each.vendor === 'mixpanel')?.profiles[0];
  expect(profile).toMatchObject({ label: 'U1', known: true, firstTouch: { name: 'View' } });
  expect(view.rows.map((row) => row.key)).toContain(profile?.mergedBy[0]?.key);
});

test('flows nobody tried are listed as such, and titled', () => {
  const view = viewOf(judge([]));
  expect(view.untried.map((each) => each.flow)).toEqual(flows.map((each) => each.id));
  expect(view.rows).toEqual([]);
});

test('the detail of a call has its ids, its event’s sentence and its request', () => {
  const recording = recordingOf(signUp);
  const judged = judge(recording.observations);
  const row = viewOf(judged).rows.find((each) => each.detail === 'View' && each.vendor === 'mixpanel');
  const detail = toDetail(row?.key ?? '', judged, recording.observations, { adapters, sentenceFor });
  expect(detail?.after).toEqual({ anonymousId: 'D1', knownId: null });
  const event = detail?.events[0];
  expect(event).toMatchObject({ name: 'View', landedOn: '$device:D1', landsOn: 'U1', predicted: false });
  expect(event?.sentence).toMatch(/U1/);
  expect(event?.requests).toHaveLength(1);
  expect(event?.requests[0]).toMatchObject({ outcome: 'accepted' });
  const because = viewOf(judged).rows.find((each) => each.key === event?.becauseKey);
  expect(because).toMatchObject({ vendor: 'mixpanel' });
  expect(event?.payload).not.toBeNull();
});

test('the detail of a stored id that no call explains has the place in the page', () => {
  const place = { document: 'doc', device: 'browser', tab: 1, frame: 0, at: 1_795_000_000_000 };
  const ids = (knownId: string | null) => ({ anonymousId: 'D1', knownId });
  const stored = {
    kind: 'storage.changed',
    vendor: 'amplitude',
    project: 'K',
    area: 'cookie',
    unsent: null,
    capturing: 'in',
    cause: null,
  } as const;
  const lines = [
    { ...place, seq: 0, kind: 'document.opened', url: 'https://shop.test/', referrer: '', lifecycle: 'active' } as const,
    { ...place, ...stored, seq: 1, ids: ids(null) },
    { ...place, ...stored, seq: 2, ids: ids('U1'), site: 'at signedIn (https://shop.test/app.js:1:2)' },
  ];
  const judged = judge(lines);
  const row = viewOf(judged).rows.findLast(({ kind }) => kind === 'storage');
  const detail = toDetail(row?.key ?? '', judged, lines, { adapters, sentenceFor });
  expect([detail?.site, detail?.before, detail?.after]).toEqual(['at signedIn (https://shop.test/app.js:1:2)', ids(null), ids('U1')]);
});

test('a row that does not exist has no detail', () => {
  expect(toDetail('nothing', judge([]), [], { adapters, sentenceFor })).toBeNull();
});

test('what hides traffic is said once a vendor', () => {
  const view = viewOf(
    judge(
      recordingOf((r) => {
        const d = r.document('https://shop.test/');
        for (const instance of ['a', 'b']) {
          d.fact({
            kind: 'sdk.found',
            vendor: 'mixpanel',
            project: 'T',
            instance,
            version: null,
            how: 'global',
            hooked: true,
            why: null,
            capturing: 'out',
          });
        }
      }).observations,
    ),
  );
  expect(view.status.notes).toEqual(['Mixpanel is opted out on this page: it sends nothing, on purpose.']);
});

test('with many rows a new one costs a patch of its own size', () => {
  const lines = recordingOf((r) => {
    const d = r.document('https://shop.test/');
    const sdk = d.mixpanel('T');
    sdk.anonymous('D1');
    for (let count = 0; count < 1_000; count += 1) {
      d.track('Tick');
      d.send();
    }
    d.track('Last');
  }).observations;
  const { patches } = watch(lines, [lines.length - 1]);
  expect(patches[0]?.rows.length).toBeGreaterThan(1_000);
  expect(patches[1]?.rows).toHaveLength(1);
  expect(JSON.stringify(patches[1]).length).toBeLessThan(10_000);
});

test('a source offers what it may feed, and what is fed says by whom', () => {
  const judgeWith = (feeds: readonly Feed[]): View => {
    const options = { ...defaultOptions, feeds };
    const engine = createEngine(options);
    engine.append(recordingOf(signUp).observations);
    const judged = engine.result();
    return buildView(buildSharedView(judged, options, deps), judged, { tab: 1, version: 1, around, deps });
  };
  const told = ({ projects }: View) =>
    projects.map(({ vendor, feeds, fedBy }) => ({ vendor, feeds: feeds.map((feed) => `${feed.vendor} ${feed.model}`), fedBy }));
  const own = { vendor: 'mixpanel', feeds: [], fedBy: null };
  expect(told(judgeWith([]))).toEqual([own, { vendor: 'segment', feeds: ['mixpanel null', 'amplitude null'], fedBy: null }]);
  expect(told(judgeWith([{ from: 'W', to: 'amplitude' }]))).toEqual([
    own,
    { vendor: 'segment', feeds: ['mixpanel null', 'amplitude amplitude'], fedBy: null },
    { vendor: 'amplitude', feeds: [], fedBy: { vendorTitle: 'Segment', project: 'W' } },
  ]);
});

test('where only requests were seen, one note says so for all vendors, and no event is called the SDK’s own', () => {
  const { recording } = readEntries(JSON.parse(harText('firefox')));
  const view = viewOf(judge(recording.observations));
  expect(view.status.notes).toEqual([
    'Mixpanel, Segment, Amplitude, PostHog: no calls were seen. Who the visitor is to them is told by what was sent.',
  ]);
  const events = view.rows.filter(({ kind }) => kind === 'event');
  expect(new Set(events.map(({ detail }) => detail))).toEqual(new Set(['seen in a request']));
});
