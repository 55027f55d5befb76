import type { Profile, ProjectAnalysis } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import { type ColourOf, chip } from './html-colours.ts';
import { brief, type Html, html } from './html-parts.ts';
import { pictureOf } from './html-picture.ts';

/** `https://shop.test/ from https://search.test/ · news / mail`. */
const touchOf = ({ firstTouch }: Profile): string => {
  if (firstTouch === null) return '';
  const { url, referrer, utm } = firstTouch;
  const page = [url, referrer === undefined || referrer === '' ? undefined : `from ${referrer}`].filter((x) => x !== undefined).join(' ');
  const campaign = Object.values(utm ?? {}).join(' / ');
  return [page, campaign].filter((x) => x !== '').join(' · ');
};

const row = (colourOf: ColourOf, profile: Profile): Html => html`<tr>
  <td>${chip(colourOf, profile.label)}</td>
  <td class="text id">${profile.ids.map((id) => html`<div>${id}</div>`)}</td>
  <td>${profile.events}</td>
  <td class="text">${touchOf(profile)}</td>
  <td>${profile.mergedBy.map((m) => `#${m.event}`).join(', ')}</td>
</tr>`;

const basis = (project: ProjectAnalysis): string => {
  const model = project.model === null ? 'no merge model: as the ids say' : `merge model ${project.model}`;
  const assumed = project.model !== null && !project.modelConfirmed ? ' (assumed)' : '';
  const rest = project.assumptions.map((a) => `${a.name} = ${a.value}`).join(', ');
  return `${counted(project.profiles.length, 'profile')} · ${model}${assumed}${rest === '' ? '' : ` · assumed: ${rest}`}`;
};

/** The people of a project with their ids and first touches. */
export const profilesOf = (project: ProjectAnalysis, colourOf: ColourOf): Html => html`
<h3>People in ${project.vendor} <code>${brief(project.project)}</code></h3>
<p class="soft">${basis(project)}</p>
${pictureOf(project, colourOf)}
<div class="wide"><table>
<thead><tr><th>person</th><th>ids</th><th>events</th><th>first touch</th><th>merged by</th></tr></thead>
<tbody>${project.profiles.map((profile) => row(colourOf, profile))}</tbody>
</table></div>`;
