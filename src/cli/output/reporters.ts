import type { Checked } from '../../reports/check.ts';
import type { Judged } from '../../reports/engine.ts';
import { toHtml } from '../../reports/html.ts';
import { toJson } from '../../reports/json.ts';
import { toJunit } from '../../reports/junit.ts';
import { toMarkdown } from '../../reports/markdown.ts';
import { toText } from '../../reports/text.ts';
import { oneOf } from '../options.ts';

const names = ['text', 'json', 'junit', 'markdown', 'html'] as const;

export type ReporterName = (typeof names)[number];
export type Reporter = {
  readonly name: ReporterName;
  /** `title` says what was judged. */
  readonly write: (judged: Judged, checked: Checked, title: string) => string;
};

const writers: Readonly<Record<ReporterName, Reporter['write']>> = {
  text: (_, checked) => toText(checked),
  json: (_, { check }) => toJson(check),
  junit: toJunit,
  markdown: toMarkdown,
  html: (judged, checked, title) => toHtml([{ title, judged, checked }]),
};

export const reporterOf = (text: string): Reporter => {
  const name = oneOf('--reporter', text, names);
  return { name, write: writers[name] };
};

/** Reports that are made to be passed on hide ids unless told otherwise. */
export const isRedactedByDefault = (name: ReporterName): boolean => name === 'html' || name === 'markdown' || name === 'junit';
