import { count } from '../format.ts';
import { plural } from './plural.ts';

/** The words of the sheet for what happens beside the page. */
export const serverWords = {
  title: 'Server side',
  intro: 'Servers that keep an anonymous id in a cookie, and send events of their own, are no part of the page. Tell Idscope of them here.',
  noSite: 'Open a page of the site in this tab to name its cookie.',
  cookie: (site: string): string => `Server id cookie of ${site}`,
  value: 'Its value, if scripts cannot read it (HttpOnly)',
  valueHint: 'Copy it from Application › Cookies or Storage › Cookies',
  seen: (cookie: string): string => `${cookie} holds`,
  notSeen: (cookie: string): string => `${cookie} was not seen yet. If it is HttpOnly, say its value.`,
  save: 'Save',
  forget: 'Forget',
  events: 'Server events: one payload a line, as the vendor’s API takes it (NDJSON)',
  eventsHint: '{"event":"Sign Up","properties":{"token":"…","$device_id":"…","$user_id":"…"}}',
  add: 'Add events',
  added: (taken: number, skipped: number): string =>
    `${plural(taken, 'event')} added${skipped === 0 ? '' : `, ${plural(skipped, 'line')} not used`}`,
  error: (line: number, why: string): string => `Line ${count(line)}: ${why}`,
  tooLong: (megabytes: number): string => `more than ${megabytes} MB cannot be pasted. Save it as *.ndjson and add it as a device.`,
} as const;
