import { describe, expect, it } from 'vitest';
import { type VariantId, variants } from '../../../demo/shop/variants.ts';
import type { Check } from '../../../src/reports/shapes.ts';
import { demoRecording } from '../../support/demo-recordings.ts';
import { junitFaults } from '../../support/junit-schema.ts';
import { parseXml } from '../../support/strict-xml.ts';
import { run } from './io.ts';

const files = Object.fromEntries(variants.map(({ id }) => [`${id}.json`, demoRecording(id)]));
const ids: readonly VariantId[] = variants.map(({ id }) => id);

/** Known ids of the demo's people, which no report that is passed on may show. */
const people = /cus-1042|cus-1007/;

const check = (id: VariantId, ...args: readonly string[]) => run(['check', `${id}.json`, ...args], files);

describe.each(ids)('check of the demo as %s', (id) => {
  const expected = id === 'correct' ? 0 : 1;

  it('says the same in JSON, text and by its exit code', async () => {
    const json = await check(id, '--json');
    const { verdict, findings } = JSON.parse(json.out) as Check;
    expect({ code: json.code, verdict }).toEqual({ code: expected, verdict: expected === 0 ? 'pass' : 'fail' });
    const text = await check(id);
    expect(text.code).toBe(expected);
    expect(text.out).toMatch(expected === 0 ? /^PASS/ : /^FAIL/);
    for (const { title } of findings) expect(text.out).toContain(title);
  });

  it('says it as JUnit, by the schema and without anybody in it', async () => {
    const { code, out } = await check(id, '--reporter', 'junit');
    expect(code).toBe(expected);
    const root = parseXml(out);
    expect(junitFaults(root)).toEqual([]);
    expect(root.children.some((suite) => suite.attributes.get('failures') !== '0')).toBe(expected === 1);
    expect(out).not.toMatch(people);
  });

  it('says it as Markdown, without anybody in it and without open markup', async () => {
    const { code, out } = await check(id, '--reporter', 'markdown');
    expect(code).toBe(expected);
    expect(out.split('\n')[0]).toBe(expected === 0 ? '## ✅ Idscope: identity check passed' : '## ❌ Idscope: identity check failed');
    expect(out.match(/<details>/g)).toHaveLength(out.match(/<\/details>/g)?.length ?? 0);
    expect(out).not.toMatch(people);
  });

  it('says it as HTML, without anybody in it', async () => {
    const { code, out } = await check(id, '--reporter', 'html');
    expect(code).toBe(expected);
    expect(out).toMatch(/^<!doctype html>/i);
    expect(out).toContain('<svg class="people"');
    expect(out).not.toMatch(people);
  });
});

it('shows the ids in every report when told to', async () => {
  for (const reporter of ['text', 'json', 'junit', 'markdown', 'html'])
    expect((await check('no-reset', '--reporter', reporter, '--no-redact')).out).toMatch(people);
});
