import { describe, expect, it } from 'vitest';
import { foldAbove, graphOf, keptOfFold } from '../../../../src/ui/picture/graph.ts';
import { carriedIds, idKind } from '../../../../src/ui/picture/id-kind.ts';
import { mixpanel, sceneBuilder } from '../../../ui-frame/scene-builder.ts';
import { devices, noneCarried, profileOf, projectWith, refusalOf } from './project.ts';

const graphFor = (profiles: Parameters<typeof projectWith>[0], refusals?: Parameters<typeof projectWith>[1]) =>
  graphOf(projectWith(profiles, refusals), profiles, noneCarried);

describe('the kind of an id', () => {
  it('is told by its notation', () => {
    expect(idKind('$device:D1', null, noneCarried)).toBe('anonymous');
    expect(idKind('anonymous_id=A1', null, noneCarried)).toBe('anonymous');
    expect(idKind('user_id=U1', null, noneCarried)).toBe('known');
    expect(idKind('email=a@b.test', null, noneCarried)).toBe('other');
  });

  it('of a bare id is what events carried it as', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', knownId: 'U1', by: mixpanel });
    const carried = carriedIds(story.rows, mixpanel);
    expect(idKind('D1', { label: 'U1', known: true }, carried)).toBe('anonymous');
    expect(idKind('U1', { label: 'U1', known: true }, carried)).toBe('known');
  });

  it('of a bare id that no event carried is what its profile is called by, or another identifier', () => {
    expect(idKind('U1', { label: 'U1', known: true }, noneCarried)).toBe('known');
    expect(idKind('X1', { label: 'X1', known: false }, noneCarried)).toBe('anonymous');
    expect(idKind('alias-1', { label: 'U1', known: true }, noneCarried)).toBe('other');
  });

  it('counts ids of the project alone', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    expect(carriedIds(story.rows, { vendor: 'segment', project: mixpanel.project }).anonymous.size).toBe(0);
  });
});

describe('the graph', () => {
  it('has a node for each id, anonymous left and known right, and the merging event on the edge', () => {
    const { clusters } = graphFor([profileOf('p1', ['$device:D1', 'U1'], [['$device:D1', 'U1']])]);
    expect(clusters[0]?.left.map(({ ids }) => ids)).toEqual([['$device:D1']]);
    expect(clusters[0]?.right.map(({ ids }) => ids)).toEqual([['U1']]);
    expect(clusters[0]?.edges).toMatchObject([{ from: 'p1 $device:D1', to: 'p1 U1', event: 0, row: 'k0', times: 1 }]);
  });

  it('draws one edge for ids that several events put together', () => {
    const pair = ['$device:D1', 'U1'] as const;
    const { clusters } = graphFor([profileOf('p1', ['$device:D1', 'U1'], [pair, pair, pair])]);
    expect(clusters[0]?.edges).toMatchObject([{ event: 0, times: 3 }]);
  });

  it('leads every id of a link of several to the known one', () => {
    const profile = profileOf('p1', ['$device:D1', '$device:D2', 'U1']);
    const merged = { ...profile, mergedBy: [{ event: 3, ids: ['$device:D1', '$device:D2', 'U1'], rule: '', cite: '', key: null }] };
    expect(graphFor([merged]).clusters[0]?.edges.map(({ to }) => to)).toEqual(['p1 U1', 'p1 U1']);
  });

  it('shows thirty ids of a kind, and folds more into one node that keeps them all', () => {
    const thirty = graphFor([profileOf('p1', [...devices(0, foldAbove), 'U1'])]);
    expect(thirty.clusters[0]?.left).toHaveLength(foldAbove);
    const ids = devices(0, 117);
    const left = graphFor([profileOf('p1', [...ids, 'U1'])]).clusters[0]?.left ?? [];
    expect(left).toHaveLength(keptOfFold + 1);
    expect(left.at(-1)).toMatchObject({ folded: true, kind: 'anonymous' });
    expect(left.flatMap((node) => node.ids)).toEqual(ids);
  });

  it('gathers the edges of folded ids into one', () => {
    const ids = devices(0, 100);
    const { clusters } = graphFor([
      profileOf(
        'p1',
        [...ids, 'U1'],
        ids.map((id) => [id, 'U1'] as const),
      ),
    ]);
    expect(clusters[0]?.edges).toHaveLength(keptOfFold + 1);
    expect(clusters[0]?.edges.at(-1)).toMatchObject({ times: 100 - keptOfFold, event: keptOfFold });
  });

  it('orders each side by its neighbours, so that edges cross less', () => {
    const profile = profileOf(
      'p1',
      ['$device:D1', '$device:D2', 'U1', 'email=b', 'email=a'],
      [
        ['$device:D1', 'email=a'],
        ['$device:D2', 'email=b'],
      ],
    );
    const { clusters } = graphFor([profile]);
    const order = clusters[0]?.left.map(({ ids }) => ids[0]);
    const right = clusters[0]?.right.map(({ ids }) => ids[0]) ?? [];
    const of = { '$device:D1': 'email=a', '$device:D2': 'email=b' } as const;
    const places = order?.map((id) => right.indexOf(of[id as keyof typeof of]));
    expect(places).toEqual([...(places ?? [])].sort());
  });

  it('draws a refused link between the profiles it was to join, and puts them next to each other', () => {
    const profiles = [
      profileOf('p1', ['$device:D1', 'U1'], [['$device:D1', 'U1']]),
      profileOf('p2', ['$device:D2']),
      profileOf('p3', ['U2']),
    ];
    const { clusters, refused } = graphFor(profiles, [refusalOf(['U2', '$device:D1'], { times: 4 })]);
    expect(refused).toMatchObject([
      { from: 'p1 $device:D1', to: 'p3 U2', reason: 'errAnonDistinctIdAssignedAlready', times: 4, row: 'k7' },
    ]);
    expect(clusters.map(({ key }) => key)).toEqual(['p1', 'p3', 'p2']);
  });

  it('gives a refused id that nobody holds a place of its own', () => {
    const { clusters, refused } = graphFor([profileOf('p1', ['$device:D1'])], [refusalOf(['guest', '$device:D1'])]);
    expect(clusters.map(({ profile }) => profile?.id ?? null)).toEqual(['p1', null]);
    expect(refused).toHaveLength(1);
  });

  it('leaves out refused links to profiles that are not shown', () => {
    const profiles = [profileOf('p1', ['$device:D1']), profileOf('p2', ['U2'])];
    const project = projectWith(profiles, [refusalOf(['U2', '$device:D1'])]);
    expect(graphOf(project, profiles.slice(0, 1), noneCarried).refused).toEqual([]);
  });
});
