import type { Json } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { EventRef, Moment } from '../core/story.ts';
import type { Judged } from './engine.ts';
import { brief, type Html, html } from './html-parts.ts';
import { clock } from './story-lines.ts';

/** More rows than this are for the panel, not for a page to read. */
const maxRows = 1500;

/** A profile's label in its colour; colours are given in order of appearance. */
export const chip = (project: ProjectAnalysis, profile: string | null, label: string | null): Html => {
  const at = project.profiles.findIndex((p) => p.id === profile);
  return label === null
    ? html`<span class="soft">nobody</span>`
    : html`<span class="chip h${at === -1 ? 0 : at % 10}">${brief(label)}</span>`;
};

const argument = (args: readonly Json[]): string => {
  const first = args[0];
  if (first === undefined) return '';
  const text = typeof first === 'string' ? first : JSON.stringify(first);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

const shortened = (id: string | null): Html | null => (id === null ? null : brief(id));

const landing = (project: ProjectAnalysis, event: LandedEvent): Html => {
  if (!event.included) return html`<td class="soft">not delivered</td><td></td>`;
  const moved = event.landedOn !== null && event.landedOn !== event.landsOn;
  const first = moved
    ? html`<span class="chip gone">${event.landedOn === null ? null : brief(event.landedOn)}</span>`
    : html`<span class="soft">${event.landedOn === null ? '' : 'same'}</span>`;
  return html`<td>${first}</td><td>${chip(project, event.profile, event.landsOn)}${event.merge === 'refused' ? html` <span class="badge fail">refused</span>` : null}</td>`;
};

const eventRow = (judged: Judged, moment: Moment, ref: EventRef, via: string): Html | null => {
  const project = judged.analysis.projects.find((p) => p.vendor === ref.vendor && p.project === ref.project);
  const event = project?.events[ref.index];
  if (project === undefined || event === undefined) return null;
  const { anonymousId, knownId } = event.event.ids;
  return html`<tr><td class="time">${clock(moment.at)}</td><td>${ref.vendor}</td><td class="text">${via}<b>${event.event.name}</b> <span class="soft">#${ref.index}</span></td><td class="id">${shortened(knownId)}</td><td class="id soft">${shortened(anonymousId)}</td><td>${event.delivery}${event.predicted ? ' (expected)' : ''}</td>${landing(project, event)}</tr>`;
};

const rowsOf = (judged: Judged, moment: Moment): readonly (Html | null)[] => {
  const time = html`<td class="time">${clock(moment.at)}</td>`;
  switch (moment.kind) {
    case 'document':
      return moment.what === 'opened' || moment.what === 'routed' || moment.what === 'restored'
        ? [
            html`<tr class="page">${time}<td colspan="7">${moment.what === 'opened' ? 'Page opened' : moment.what === 'routed' ? 'Route changed' : 'Page came back'} ${moment.url}</td></tr>`,
          ]
        : [];
    case 'signal':
      return [
        html`<tr class="signal">${time}<td colspan="7">${moment.signal === 'login' ? 'Log-in' : moment.signal === 'logout' ? 'Log-out' : 'Session expired'} ${moment.confirmed ? '' : '(not confirmed)'}</td></tr>`,
      ];
    case 'mark':
      return [html`<tr class="signal">${time}<td colspan="7">${moment.note}</td></tr>`];
    case 'event':
      return [eventRow(judged, moment, moment.event, '')];
    case 'call': {
      const quiet = moment.meaning.kind === 'track' && moment.events.length > 0;
      const call = html`<tr class="quiet">${time}<td>${moment.vendor}</td><td class="text"><code>${moment.method}(${argument(moment.args)})</code></td><td class="id">${shortened(moment.after?.knownId ?? null)}</td><td class="id">${shortened(moment.after?.anonymousId ?? null)}</td><td>${moment.carriedOut ? '' : 'never carried out'}</td><td></td><td></td></tr>`;
      return [quiet ? null : call, ...moment.events.map((ref) => eventRow(judged, moment, ref, ''))];
    }
    default:
      return [];
  }
};

/** Everything that happened, in order, with where each event landed first and lands now. */
export const timeline = (judged: Judged): Html => {
  const rows = judged.analysis.moments.flatMap((m) => rowsOf(judged, m)).flatMap((r) => r ?? []);
  const left = rows.length - maxRows;
  return html`<div class="wide"><table><thead><tr><th>time</th><th>tool</th><th>what</th><th>known id</th><th>anonymous id</th><th>delivery</th><th>first landed on</th><th>now lands on</th></tr></thead><tbody>${rows.slice(0, maxRows)}</tbody></table></div>${left > 0 ? html`<p class="soft">${left} more rows are left out.</p>` : null}`;
};
