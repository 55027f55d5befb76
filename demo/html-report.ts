import { readFile } from 'node:fs/promises';
import { defaultOptions } from '../src/core/options.ts';
import { parseRecording } from '../src/core/parse-recording.ts';
import { readRecordings } from '../src/reports/engine.ts';
import { type HtmlSection, toHtml } from '../src/reports/html.ts';

/** One page about several recordings, each under its title. Not redacted: everybody in the demo is invented. */
export async function htmlReport(recordings: readonly { readonly title: string; readonly file: string }[]): Promise<string> {
  return toHtml(await Promise.all(recordings.map(async ({ title, file }) => sectionOf(title, file))));
}

async function sectionOf(title: string, file: string): Promise<HtmlSection> {
  const parsed = parseRecording(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.why}`);
  return { title, judged: readRecordings([parsed.recording], defaultOptions, undefined, parsed.skipped) };
}
