import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { models } from '../../src/models/index.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/MODELS.md', import.meta.url)), 'utf8');
const rows = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('| `'));
const sections = page.split(/^## /m);

describe('docs/MODELS.md', () => {
  it('lists exactly the models there are', () => {
    expect(rows(sections[0] ?? '')).toEqual(
      models.map(({ id, vendor, default: isDefault, title }) => `| \`${id}\` | ${vendor} | ${isDefault ? 'yes' : 'no'} | ${title} |`),
    );
    expect(sections.slice(1).map((section) => section.split('\n')[0])).toEqual(models.map(({ id }) => id));
  });

  it.each(models)('lists exactly the settings of $id', ({ id, settings }) => {
    const section = sections.find((one) => one.startsWith(`${id}\n`)) ?? '';
    expect(rows(section)).toEqual(
      settings.map(({ name, default: value, values, assumption, title }) => {
        const allowed = values.length === 0 ? 'text' : values.map((one) => `\`${one}\``).join(', ');
        return `| \`${name}\` | \`${value}\` | ${allowed} | ${assumption ? 'yes' : 'no'} | ${title} |`;
      }),
    );
  });

  it.each(models)('names the source of $id', ({ cite }) => {
    expect(page).toContain(cite);
  });
});
