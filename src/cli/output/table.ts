/** Rows as aligned text, headed by `head`. Cells longer than `widest` are cut; columns without any text are left out. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[], widest = 40): string => {
  const used = head.map((_, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const lines = [head, ...rows].map((row) => row.filter((_, column) => used[column]).map((cell) => shortened(cell, widest)));
  const widths: number[] = [];
  for (const line of lines) for (const [column, cell] of line.entries()) widths[column] = Math.max(widths[column] ?? 0, [...cell].length);
  return lines
    .map((line) =>
      `  ${line.map((cell, column) => pad(cell, column === line.length - 1 ? 0 : (widths[column] ?? 0))).join('  ')}`.trimEnd(),
    )
    .join('\n');
};

/** Without control characters: a terminal must not be steered by what a page sent. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '·');

const shortened = (cell: string, widest: number): string => {
  const characters = [...printable(cell)];
  return characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : characters.join('');
};

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - [...text].length));
