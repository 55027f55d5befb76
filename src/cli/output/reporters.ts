import type { Checked } from '../../reports/check.ts';
import type { Judged } from '../../reports/engine.ts';
import { toHtml } from '../../reports/html.ts';
import { toJson } from '../../reports/json.ts';
import { toText } from '../../reports/text.ts';
import { oneOf } from '../options.ts';
import { Unusable } from '../unusable.ts';

const names = ['text', 'json', 'html'] as const;
const later = ['junit', 'markdown'];

export type ReporterName = (typeof names)[number];
export type Reporter = {
  readonly name: ReporterName;
  /** `title` says what was judged. */
  readonly write: (judged: Judged, checked: Checked, title: string) => string;
};

const writers: Readonly<Record<ReporterName, Reporter['write']>> = {
  text: (_, checked) => toText(checked),
  json: (_, { check }) => toJson(check),
  html: (judged, checked, title) => toHtml([{ title, judged, checked }]),
};

export const reporterOf = (text: string): Reporter => {
  if (later.includes(text)) throw new Unusable(`--reporter ${text} comes in a later version; there are ${names.join(', ')}.`);
  const name = oneOf('--reporter', text, names);
  return { name, write: writers[name] };
};

/** Reports that are made to be passed on hide ids unless told otherwise. */
export const isRedactedByDefault = (name: ReporterName): boolean => name === 'html';
