import type { Json } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { EventRef, Moment, MomentOf } from '../core/story.ts';
import type { Judged } from './engine.ts';
import { type ColourOf, chip } from './html-colours.ts';
import { brief, type Html, html } from './html-parts.ts';
import { railCells, railWidth, type Track } from './html-rail.ts';
import { clock } from './story-lines.ts';

/** More rows than this are for the panel, not for a page to read. */
const maxRows = 1500;

const argument = (args: readonly Json[]): string => {
  const first = args[0];
  if (first === undefined) return '';
  const text = typeof first === 'string' ? first : JSON.stringify(first);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

const shortened = (id: string | null): Html | null => (id === null ? null : brief(id));

const landing = (colourOf: ColourOf, event: LandedEvent): Html => {
  if (!event.included) return html`<td class="soft">not delivered</td><td></td>`;
  const moved = event.landedOn !== null && event.landedOn !== event.landsOn;
  const first = moved
    ? html`<span class="chip gone">${event.landedOn === null ? null : brief(event.landedOn)}</span>`
    : html`<span class="soft">${event.landedOn === null ? '' : 'same'}</span>`;
  return html`<td>${first}</td><td>${chip(colourOf, event.landsOn)}${event.merge === 'refused' ? html` <span class="badge fail">refused</span>` : null}</td>`;
};

/** One row without the cell of the rail, and what it says of an anonymous id. */
type Row = { readonly kind: '' | 'page' | 'signal' | 'quiet'; readonly cells: Html; readonly track: Track | null };

const projectOf = (
  judged: Judged,
  { vendor, project }: { readonly vendor: string; readonly project: string },
): ProjectAnalysis | undefined => judged.analysis.projects.find((p) => p.vendor === vendor && p.project === project);

const holderOf = (device: string, { vendor, project }: { readonly vendor: string; readonly project: string }): string =>
  JSON.stringify([device, vendor, project]);

const eventRow = (judged: Judged, colourOf: ColourOf, moment: Moment, ref: EventRef): Row | null => {
  const project = projectOf(judged, ref);
  const event = project?.events[ref.index];
  if (project === undefined || event === undefined) return null;
  const { anonymousId, knownId } = event.event.ids;
  const hue = event.profile === null ? null : colourOf(event.landsOn);
  return {
    kind: '',
    track: { holder: holderOf(moment.device, ref), id: anonymousId, hue, known: knownId !== null, ends: false },
    cells: html`<td class="time">${clock(moment.at)}</td><td>${ref.vendor}</td><td class="text"><b>${event.event.name}</b> <span class="soft">#${ref.index}</span></td><td class="id">${shortened(knownId)}</td><td class="id soft">${shortened(anonymousId)}</td><td>${event.delivery}${event.predicted ? ' (expected)' : ''}</td>${landing(colourOf, event)}`,
  };
};

const documentWords = { opened: 'Page opened', routed: 'Route changed', restored: 'Page came back' } as const;
const signalWords = { login: 'Log-in', logout: 'Log-out', expiry: 'Session expired' } as const;

const callRow = (judged: Judged, moment: MomentOf<'call'>): Row => {
  const { vendor, project, method, args, after, carriedOut, meaning } = moment;
  const ends = meaning.kind === 'reset';
  const holder = holderOf(moment.device, { vendor, project });
  const known = projectOf(judged, { vendor, project }) !== undefined;
  return {
    kind: 'quiet',
    track: known && ends ? { holder, id: null, hue: null, known: false, ends } : null,
    cells: html`<td class="time">${clock(moment.at)}</td><td>${vendor}</td><td class="text"><code>${method}(${argument(args)})</code></td><td class="id">${shortened(after?.knownId ?? null)}</td><td class="id">${shortened(after?.anonymousId ?? null)}</td><td>${carriedOut ? '' : 'never carried out'}</td><td></td><td></td>`,
  };
};

const told = (kind: 'page' | 'signal', at: number, text: string): Row => ({
  kind,
  track: null,
  cells: html`<td class="time">${clock(at)}</td><td colspan="7">${text}</td>`,
});

const rowsOf = (judged: Judged, colourOf: ColourOf, moment: Moment): readonly (Row | null)[] => {
  switch (moment.kind) {
    case 'document':
      return moment.what === 'opened' || moment.what === 'routed' || moment.what === 'restored'
        ? [told('page', moment.at, `${documentWords[moment.what]} ${moment.url ?? ''}`)]
        : [];
    case 'signal':
      return [told('signal', moment.at, `${signalWords[moment.signal]}${moment.confirmed ? '' : ' (not confirmed)'}`)];
    case 'mark':
      return [told('signal', moment.at, moment.note)];
    case 'event':
      return [eventRow(judged, colourOf, moment, moment.event)];
    case 'call': {
      const quiet = moment.meaning.kind === 'track' && moment.events.length > 0;
      return [quiet ? null : callRow(judged, moment), ...moment.events.map((ref) => eventRow(judged, colourOf, moment, ref))];
    }
    default:
      return [];
  }
};

/** Everything that happened, in order, with where each event landed first and lands now, and the rail of anonymous ids beside it. */
export const timeline = (judged: Judged, colourOf: ColourOf): Html => {
  const rows = judged.analysis.moments.flatMap((m) => rowsOf(judged, colourOf, m)).flatMap((r) => r ?? []);
  const left = rows.length - maxRows;
  const shown = rows.slice(0, maxRows);
  const tracks = shown.map(({ track }) => track);
  const rail = railCells(tracks);
  return html`<p class="soft">Left: a lane for each anonymous id, in the colour of the person it counts for; a full dot carries a known id, a bar is a reset.</p>
<div class="wide"><table><thead><tr><th width="${railWidth(tracks)}"><span class="unseen">anonymous id</span></th><th>time</th><th>tool</th><th>what</th><th>known id</th><th>anonymous id</th><th>delivery</th><th>first landed on</th><th>now lands on</th></tr></thead><tbody>${shown.map(
    ({ kind, cells }, at) => html`<tr class="${kind}">${rail[at] ?? null}${cells}</tr>
`,
  )}</tbody></table></div>${left > 0 ? html`<p class="soft">${left} more rows are left out.</p>` : null}`;
};
