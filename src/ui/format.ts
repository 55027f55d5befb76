const two = (value: number): string => String(value).padStart(2, '0');

/** Local wall-clock time of an epoch-ms instant: `14:03:09.120`. */
export const clockTime = (at: number): string => {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};

/** The same without milliseconds. */
export const shortTime = (at: number): string => clockTime(at).slice(0, 8);

const longestWhole = 20;
const notation = /^(?:\$device:|[a-z_]+=)/;

/** An id short enough for a row. Its vendor's notation and both ends stay: ids made in the same second often differ at one end only. */
export const shortId = (id: string): string => {
  const prefix = notation.exec(id)?.[0] ?? '';
  const bare = id.slice(prefix.length);
  return bare.length <= longestWhole || bare.includes('@') ? id : `${prefix}${bare.slice(0, 8)}…${bare.slice(-4)}`;
};

/** A page's address without its origin, which the tester knows; anything unparsable as it is. */
export const pagePath = (url: string): string => {
  const parsed = URL.parse(url);
  return parsed === null || parsed.origin === 'null' ? url : `${parsed.pathname}${parsed.search}${parsed.hash}`;
};

/** Host of an address, empty when it has none. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? '';

/** `1,234`. */
export const count = (value: number): string => value.toLocaleString('en');

/** A machine word as a label: `identify-seen` → `Identify seen`. */
export const asLabel = (word: string): string => {
  const spaced = word.replaceAll(/[-_]/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};
