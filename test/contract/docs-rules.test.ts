import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { flows } from '../../src/flows/index.ts';
import { rules } from '../../src/rules/index.ts';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const page = readFileSync(path('docs/RULES.md'), 'utf8');

/** The rows of the table that begins with `header`, without its two heading lines. */
const table = (header: string): readonly string[] => {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(header));
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return start === -1 ? [] : lines.slice(start + 2, end);
};
const names = (list: 'all' | readonly string[]): string => (list === 'all' ? 'all' : list.join(', '));

describe('docs/RULES.md', () => {
  it('lists exactly the rules there are', () => {
    expect(table('| no |')).toEqual(
      rules.map(
        ({ number, id, severity, vendors, models, title, explainedBy }) =>
          `| ${number} | \`${id}\` | ${severity} | ${names(vendors)} | ${names(models)} | ${title} | ${explainedBy.map((other) => `\`${other}\``).join(', ')} |`,
      ),
    );
  });

  it('lists exactly the settings of rules', () => {
    expect(table('| setting |')).toEqual(
      rules.flatMap(({ id, settings }) =>
        settings.map(({ name, default: value, title }) => `| \`${name}\` | \`${value}\` | \`${id}\` | ${title} |`),
      ),
    );
  });

  it('lists exactly the flows and their steps', () => {
    expect(table('| flow | step |')).toEqual(
      flows.flatMap(({ id, title, steps }) => [`| \`${id}\` |  | ${title} |`, ...steps.map((s) => `|  | \`${s.step}\` | ${s.title} |`)]),
    );
  });

  it.each(rules)('explains $id in a section of its own', ({ id }) => {
    expect(page).toContain(`\n### ${id}\n\nFires `);
  });

  it.each([...rules, ...flows])('names the source of $id', ({ cite }) => {
    expect(page).toContain(cite);
  });
});

describe('rules and flows', () => {
  it.each(rules)('$id is a file of that name', ({ id }) => {
    expect(existsSync(path(`src/rules/${id}.ts`))).toBe(true);
  });

  it.each(flows)('$id is a file of that name', ({ id }) => {
    expect(existsSync(path(`src/flows/${id}.ts`))).toBe(true);
  });

  it.each(rules)('$id has tests of its own', ({ id }) => {
    expect(existsSync(path(`test/unit/rules/${id}.test.ts`))).toBe(true);
  });

  it.each(flows)('$id has tests of its own', ({ id }) => {
    expect(existsSync(path(`test/unit/flows/${id}.test.ts`))).toBe(true);
  });
});
