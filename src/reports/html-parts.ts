/** Text that is HTML already, so that everything else is escaped without having to remember it. */
export type Html = { readonly html: string };

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => entities[c] ?? c);

type Part = Html | string | number | null | readonly Part[];

const rendered = (part: Part): string => {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('html' in part) return part.html;
  return part.map(rendered).join('');
};

/** A template whose values are escaped, unless they are HTML themselves. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.map((s, at) => s + (at < parts.length ? rendered(parts[at] ?? null) : '')).join(''),
});

/** A link for a source; only to the web, never a script. */
export const source = (url: string): Html =>
  /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer noopener">${url.replace(/^https?:\/\//, '')}</a>` : html`${url}`;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** An id or project key as a column can hold it; the whole of it is in the tooltip. */
export const brief = (id: string): Html => {
  const shown = id.replace(uuid, (found) => `${found.slice(0, 8)}…`);
  const cut = shown.length > 28 ? `${shown.slice(0, 26)}…` : shown;
  return cut === id ? html`${id}` : html`<span title="${id}">${cut}</span>`;
};
