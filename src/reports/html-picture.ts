import type { Profile, ProjectAnalysis } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import type { ColourOf } from './html-colours.ts';
import { type Html, html } from './html-parts.ts';

/** More ids than these are for the table below. */
const mostIds = 40;
const line = 28;
const left = 120;
const width = 760;
const pill = { width: 380, height: 22 } as const;

type Node = { readonly id: string; readonly y: number; readonly profile: Profile };
type Group = { readonly profile: Profile; readonly top: number; readonly nodes: readonly Node[] };

const layout = (profiles: readonly Profile[]): { readonly groups: readonly Group[]; readonly height: number } => {
  const groups: Group[] = [];
  let top = 8;
  let shown = 0;
  for (const profile of profiles) {
    if (shown > 0 && shown + profile.ids.length > mostIds) break;
    const ids = profile.ids.slice(0, mostIds);
    shown += ids.length;
    groups.push({ profile, top, nodes: ids.map((id, place) => ({ id, y: top + 40 + place * line, profile })) });
    top += 40 + ids.length * line + 12;
  }
  return { groups, height: top };
};

/** Models and events write one id differently: `$device:D1`, `anonymous_id=D1`, `D1`. */
const bare = (id: string): string => id.replace(/^(?:\$device:|[a-z_]+=)/, '');

const longest = 48;
const shown = (id: string): string => (id.length > longest ? `${id.slice(0, longest - 1)}…` : id);

/** A bow from one id to another, on the left for what was merged and on the right for what was refused. */
const bow = (a: Node, b: Node, refused: boolean, event: number): Html => {
  const x = refused ? left + pill.width : left;
  const reach = Math.min(70, 26 + Math.abs(a.y - b.y) / 6) * (refused ? 1 : -1);
  const words = refused ? `event ${event}, refused` : `event ${event}`;
  return html`<path class="${refused ? 'link refused' : 'link'}" d="M${x} ${a.y} C${x + reach} ${a.y} ${x + reach} ${b.y} ${x} ${b.y}"/><text class="edge" x="${x + reach * 0.8}" y="${(a.y + b.y) / 2 + 4}" text-anchor="${refused ? 'start' : 'end'}">${words}</text>`;
};

const merges = ({ profile, nodes }: Group): readonly Html[] =>
  profile.mergedBy.flatMap(({ event, ids }) => {
    const joined = nodes.filter((node) => ids.some((id) => id === node.id || bare(id) === bare(node.id)));
    return joined.slice(1).flatMap((node, at) => {
      const from = joined[at];
      return from === undefined ? [] : [bow(from, node, false, event)];
    });
  });

const refusals = (project: ProjectAnalysis, nodes: readonly Node[]): readonly Html[] => {
  const drawn = new Set<string>();
  return project.events.flatMap((event) => {
    if (event.merge !== 'refused') return [];
    const asked = nodes.filter((node) => event.link.some((id) => id === node.id || bare(id) === bare(node.id)));
    const [a] = asked;
    const b = asked.find((node) => node.profile !== a?.profile);
    if (a === undefined || b === undefined || drawn.has(`${a.id} ${b.id}`)) return [];
    drawn.add(`${a.id} ${b.id}`);
    return [bow(a, b, true, event.index)];
  });
};

const box = ({ profile, top, nodes }: Group, colourOf: ColourOf): Html => html`
<g class="${colourOf(profile.label) ?? 'h0'}"><rect class="person" x="${left - 14}" y="${top}" width="${pill.width + 28}" height="${nodes.length * line + 34}" rx="10"/>
<text class="name" x="${left}" y="${top + 18}">${shown(profile.label)} · ${counted(profile.events, 'event')}</text>
${nodes.map(
  ({ id, y }) =>
    html`<rect class="node" x="${left}" y="${y - pill.height / 2}" width="${pill.width}" height="${pill.height}" rx="6"/><text class="code" x="${left + 10}" y="${y + 4}">${shown(id)}<title>${id}</title></text>`,
)}</g>`;

/**
 * The people of a project with their ids: which event made two ids one person, and dashed, which link the vendor refused.
 * Null when there is nobody.
 */
export const pictureOf = (project: ProjectAnalysis, colourOf: ColourOf): Html | null => {
  const { groups, height } = layout(project.profiles);
  if (groups.length === 0) return null;
  const nodes = groups.flatMap((group) => group.nodes);
  const missing = project.profiles.length - groups.length;
  const label = `${counted(project.profiles.length, 'person', 'people')} and their ids; the table below says the same`;
  return html`<div class="wide"><svg class="people" role="img" aria-label="${label}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
${groups.map((group) => box(group, colourOf))}${groups.flatMap(merges)}${refusals(project, nodes)}
</svg></div>${missing > 0 ? html`<p class="soft">${missing} more ${missing === 1 ? 'person is' : 'people are'} in the table only.</p>` : null}`;
};
