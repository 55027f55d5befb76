import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { disappointments } from '../../demo/expectations.ts';
import { variants } from '../../demo/shop/variants.ts';
import type { Check, Simulation } from '../../src/reports/shapes.ts';
import { root } from './support/paths.ts';

const run = promisify(execFile);
const out = join(root, 'demo/out');
const node = (...args: string[]) => run(process.execPath, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });

describe('npm start -- --headless', () => {
  let said = '';
  let report: Record<string, Check> = {};

  beforeAll(async () => {
    // Rejects unless the demo ends with 0.
    said = (await node('scripts/start.mjs', '--headless')).stdout;
    report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8')) as Record<string, Check>;
  }, 600_000);

  it('writes a verdict for every variant of the shop', () => {
    expect(Object.keys(report)).toEqual(variants.map((variant) => variant.id));
  });

  it.each(variants)('tells the variant $id as it should', ({ id }) => {
    const check = report[id];
    expect(check && disappointments(id, check)).toEqual([]);
  });

  it('counts on the wrong person exactly what happened between the log-out and the next log-in', () => {
    const error = report['no-reset']?.findings.find((finding) => finding.severity === 'error');
    // The shop, a product, the basket and the log-in form.
    expect(error).toMatchObject({ rule: 'logout-without-reset', vendor: 'mixpanel', affected: 4 });
  });

  it('shows the events before the sign-up first on the device and now on the user, for both vendors', async () => {
    const { stdout } = await node('scripts/idscope.mjs', 'simulate', join(out, 'correct.idscope.json'), '--json');
    const { projects } = JSON.parse(stdout) as Simulation;
    expect(projects.map((project) => project.vendor).toSorted()).toEqual(['mixpanel', 'segment']);
    for (const { vendor, events } of projects) {
      // Unify names the kind of each id.
      const person = (id: string) => (vendor === 'segment' ? `user_id=${id}` : id);
      const signUp = events.findIndex((event) => event.knownId !== null);
      const before = events.slice(0, signUp);
      expect(before.length).toBeGreaterThan(3);
      for (const event of before) {
        expect(event.landedOn).toContain(event.anonymousId);
        expect(event.landsOn).toBe(person('cus-1042'));
      }
      expect(events.at(-1)?.landsOn).toBe(person('cus-1007'));
    }
  });

  it('writes a report that loads nothing and pictures of the panel', async () => {
    const html = await readFile(join(out, 'report.html'), 'utf8');
    for (const { title } of variants) expect(html).toContain(title.replaceAll("'", '&#39;'));
    expect(html).not.toMatch(/<script|<link|<img|src=/i);
    const pictures = (await readdir(out)).filter((name) => name.endsWith('.png'));
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    for (const name of pictures) expect((await stat(join(out, name))).size).toBeGreaterThan(10_000);
  });

  it('prints the verdicts', () => {
    for (const { id } of variants) expect(said).toMatch(new RegExp(`^${id} +(pass|fail)$`, 'm'));
    expect(said).not.toContain('Not as promised');
  });
});
