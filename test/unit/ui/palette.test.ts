import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { buildSharedView, buildView } from '../../../src/extension/background/view/build-view.ts';
import { flows } from '../../../src/flows/index.ts';
import type { View } from '../../../src/messages/view.ts';
import { models } from '../../../src/models/index.ts';
import { createEngine, type Judged } from '../../../src/reports/engine.ts';
import { toHtml } from '../../../src/reports/html.ts';
import { nobody } from '../../../src/reports/hues.ts';
import { toStrip } from '../../../src/reports/strip.ts';
import { growPeopleOf, hueClass, huesIn } from '../../../src/ui/palette.ts';
import { reduce } from '../../../src/ui/reduce.ts';
import { initialState, type UiState } from '../../../src/ui/state.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { wholePatch } from '../../ui-frame/fake-source.ts';
import { emptyView } from '../../ui-frame/scene-builder.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const vendors = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'] as const;
const deps = { adapters, models, flows, toStrip };
const noSite = { site: null, alwaysRecord: false, auth: { login: [], logout: [], expiry: [], never: [] }, muted: [] };
const around = {
  imported: null,
  meanwhile: 0,
  added: [],
  observations: 0,
  dropped: 0,
  unreachable: false,
  failure: null,
  serverId: { site: null, cookie: null, value: null },
  site: noSite,
};

const viewOf = (judged: Judged, tab: number, version: number): View =>
  buildView(buildSharedView(judged, defaultOptions, deps), judged, { tab, version, around, deps });

/** A visitor looks around, signs up and leaves; another one follows without a reset: judged after each observation. */
const sharedDevice = (vendor: (typeof vendors)[number]): readonly Judged[] => {
  const { observations } = recordingOf((r) => {
    const d = r.document('https://shop.test/');
    d.sdk(vendor).anonymous('D1');
    d.track('View');
    d.send();
    for (const user of ['U1', 'U2']) {
      d.identify(user);
      d.track('Buy');
      d.send();
    }
    d.reset('D2');
    d.track('View');
    d.send();
  });
  const engine = createEngine(defaultOptions);
  return observations.map((one) => {
    engine.append([one]);
    return engine.result();
  });
};

const shown = (state: UiState, view: View): UiState => reduce(state, { kind: 'view.patched', patch: wholePatch(view) });

const coloursOf = ({ hues, view }: UiState): readonly string[] =>
  (view?.projects ?? []).flatMap(({ profiles }) => profiles.map(({ label }) => `${label} ${hueClass(hues, label)}`));

describe.each(vendors)('colours of a shared device in %s', (vendor) => {
  const story = sharedDevice(vendor);
  const last = story.at(-1) as Judged;

  it('are the same in a panel that watched from the start and in a side panel that was opened late', () => {
    let panel = initialState;
    for (const [at, judged] of story.entries()) panel = shown(panel, viewOf(judged, 7, at + 1));
    const side = shown(initialState, viewOf(last, 9, 1));
    expect(coloursOf(panel)).toEqual(coloursOf(side));
    expect(coloursOf(panel)).not.toEqual([]);
    expect(new Set(coloursOf(panel).map((one) => one.split(' ').at(-1))).size).toBe(coloursOf(panel).length);
  });

  it('change for nobody while the story goes on', () => {
    let panel = initialState;
    for (const [at, judged] of story.entries()) {
      const before = panel.hues;
      panel = shown(panel, viewOf(judged, 7, at + 1));
      const labels = panel.view?.projects.flatMap(({ profiles }) => profiles.map(({ label }) => label)) ?? [];
      for (const label of labels) if (before.has(label)) expect(hueClass(panel.hues, label)).toBe(hueClass(before, label));
    }
  });

  it('are those of the report', () => {
    const panel = shown(initialState, viewOf(last, 7, 1));
    const report = toHtml([{ title: 'a', judged: last }]);
    const people = report.slice(report.indexOf('class="people"'));
    for (const one of coloursOf(panel)) {
      const [label = '', hue = ''] = one.split(' ');
      expect(people).toMatch(
        new RegExp(`<span class="chip ${hue.replace('hue-', 'h')}">(?:<[^>]*>)?${label.replace('$', '\\$').slice(0, 6)}`),
      );
    }
  });
});

it('people nobody has announced get a neutral class', () => {
  expect(hueClass(new Map(), 'x')).toBe('hue-none');
  expect(hueClass(new Map(), null)).toBe('hue-none');
});

it('colours stay the same object while nobody is new, so that no row is drawn again for them', () => {
  const { rows, projects } = scenes.broken?.().view ?? emptyView;
  expect(rows.length).toBeGreaterThan(5);
  const people = growPeopleOf(nobody, rows, 0);
  const hues = huesIn(new Map(), people, projects);
  expect(growPeopleOf(people, rows, rows.length)).toBe(people);
  expect(huesIn(hues, people, projects)).toBe(hues);
});
