import { describe, expect, it } from 'vitest';
import { type AuthSign, authSigns } from '../../src/core/auth-signs.ts';
import { filesBelow, read } from './support/sources.ts';

const page = read('docs/SIGNALS.md');
const row = ({ signal, role, source, what, confirmedBy, silencedBy }: AuthSign): string =>
  `| ${signal} | ${role} | \`${source}\` | ${what} | ${confirmedBy} | ${silencedBy} |`;

describe('docs/SIGNALS.md', () => {
  it('lists exactly the signs there are', () => {
    const lines = page.split('\n');
    const start = lines.findIndex((line) => line.startsWith('| signal | role |'));
    const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
    expect(lines.slice(start + 2, end)).toEqual(authSigns.map(row));
  });

  it('lists signs that are watched for', () => {
    const code = [...filesBelow('src/signals', '.ts'), 'src/extension/background/commands.ts'].map(read).join('\n');
    expect(authSigns.filter(({ source }) => !code.includes(`'${source}'`)).map(({ source }) => source)).toEqual([]);
  });

  it('tells the truth: of a field nothing but its kind is read (T36)', () => {
    // Headers of answers, as DevTools tells of them, have values; fields of pages are not known there.
    const files = filesBelow('src/signals', '.ts').filter((file) => !file.endsWith('/session-cookies.ts'));
    const code = files.map(read).join('\n');
    expect(code).not.toMatch(/\.value\b|FormData|\.files\b/);
  });

  it('tells the truth: a page of which nothing is expected is not looked at, and no timer is ever set', () => {
    const code = filesBelow('src/signals', '.ts').map(read).join('\n');
    expect(code).not.toMatch(/setTimeout|setInterval|requestIdleCallback/);
    expect(code.match(/requestAnimationFrame/g)).toHaveLength(1);
  });
});
