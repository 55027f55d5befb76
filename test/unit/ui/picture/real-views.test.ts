import { describe, expect, it } from 'vitest';
import { adapters } from '../../../../src/adapters/index.ts';
import { defaultOptions } from '../../../../src/core/options.ts';
import { buildSharedView } from '../../../../src/extension/background/view/build-view.ts';
import { flows } from '../../../../src/flows/index.ts';
import { models } from '../../../../src/models/index.ts';
import { createEngine } from '../../../../src/reports/engine.ts';
import { toStrip } from '../../../../src/reports/strip.ts';
import { graphOf } from '../../../../src/ui/picture/graph.ts';
import { carriedIds } from '../../../../src/ui/picture/id-kind.ts';
import { recordingOf } from '../../../support/recording-builder.ts';

const vendors = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'] as const;

/** Signs up, then somebody else logs in on the same device without a reset. */
const sharedDevice = (vendor: (typeof vendors)[number]) => {
  const engine = createEngine(defaultOptions);
  const { observations } = recordingOf((r) => {
    const d = r.document('https://shop.test/?utm_source=mail');
    d.sdk(vendor).anonymous('D1');
    d.track('View');
    d.send();
    for (const user of ['U1', 'U2']) {
      d.identify(user);
      d.track('Buy');
      d.send();
    }
  });
  engine.append(observations);
  const view = buildSharedView(engine.result(), defaultOptions, { adapters, models, flows, toStrip });
  const [project] = view.projects;
  if (project === undefined) throw new Error(`no project of ${vendor}`);
  return { project, graph: graphOf(project, project.profiles, carriedIds(view.rows, project)), rows: view.rows };
};

describe.each(vendors)('the picture of a shared device in %s', (vendor) => {
  it('has every id of every profile once', () => {
    const { project, graph } = sharedDevice(vendor);
    const drawn = graph.clusters.flatMap(({ profile, left, right }) =>
      profile === null ? [] : [...left, ...right].flatMap(({ ids }) => ids.map((id) => `${profile.id} ${id}`)),
    );
    expect([...drawn].sort()).toEqual(project.profiles.flatMap(({ id, ids }) => ids.map((each) => `${id} ${each}`)).sort());
  });

  it('stands the device left, as an anonymous id, and the users right, as known ones', () => {
    const { graph } = sharedDevice(vendor);
    const left = graph.clusters.flatMap((cluster) => cluster.left.flatMap(({ ids }) => ids));
    const known = graph.clusters.flatMap(({ right }) => right.filter(({ kind }) => kind === 'known').flatMap(({ ids }) => ids));
    expect(left.some((id) => id.includes('D1'))).toBe(true);
    expect(known.some((id) => id.includes('U1'))).toBe(true);
    expect(known.some((id) => id.includes('U2'))).toBe(true);
    expect(left.some((id) => id.includes('U1') || id.includes('U2'))).toBe(false);
  });

  it('joins the ids of each profile of several with events that stand in the timeline', () => {
    const { graph, rows } = sharedDevice(vendor);
    const keys = new Set(rows.map(({ key }) => key));
    for (const { left, right, edges } of graph.clusters) {
      if (left.length > 0 && right.length > 0) expect(edges.length).toBeGreaterThan(0);
      expect(edges.every(({ row }) => row !== null && keys.has(row))).toBe(true);
    }
  });

  it('shows what was refused, with the vendor’s own word', () => {
    const { project, graph } = sharedDevice(vendor);
    expect(graph.refused.length > 0).toBe((project.refusals ?? []).length > 0);
    expect(graph.refused.every(({ reason, row }) => reason !== '' && row !== null)).toBe(true);
  });
});
