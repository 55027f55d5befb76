/**
 * Text of a recording inside Markdown: nothing in it becomes markup, a mention, a reference to an issue or another line.
 * Line breaks become spaces.
 */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    // GitHub and GitLab read these in the finished text, so that a backslash would not help.
    .replace(/(?<![\p{L}\p{N}])[@#!](?=[\p{L}\p{N}])/gu, '<span>$&</span>')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^[-+=](?=\s|$|[-=])/, '\\$&');

/** An id, name or piece of code as a code span, whatever it holds; in a table, pipes are escaped as well. */
export const code = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return '``';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
};

/** The same in a cell of a table. */
export const cellCode = (text: string): string => code(text).replaceAll('|', '\\|');

/** A vendor's source: a link where it is one to the web. */
export const sourceLink = (cite: string): string => (/^https?:\/\/[^\s<>()]+$/.test(cite) ? `<${cite}>` : plain(cite));
