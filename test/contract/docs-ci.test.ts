import { describe, expect, test } from 'vitest';
import { noConfig, parseConfig } from '../../src/reports/config.ts';
import { read } from './support/sources.ts';

const text = read('docs/CI.md');

describe('docs/CI.md', () => {
  test('shows a configuration that is read as it stands', () => {
    const example = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    const parsed = parseConfig(example);
    expect(parsed).toMatchObject({ ok: true });
    expect(Object.keys(JSON.parse(example)).toSorted()).toEqual(Object.keys(noConfig).toSorted());
  });

  test('explains every member of it', () => {
    const section = /## Configuration\n([\s\S]*?)\n## /.exec(text)?.[1] ?? '';
    expect([...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name).toSorted()).toEqual(Object.keys(noConfig).toSorted());
  });

  test('names every reporter', () => {
    const reporters = [...read('src/cli/output/reporters.ts').matchAll(/const names = \[([^\]]+)\]/g)].flatMap(
      ([, list]) => (list ?? '').match(/\w+/g) ?? [],
    );
    expect(reporters.length).toBeGreaterThan(3);
    const section = /## Reports\n([\s\S]*?)\n### /.exec(text)?.[1] ?? '';
    expect([...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual(reporters);
  });
});
