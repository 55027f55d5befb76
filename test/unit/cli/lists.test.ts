import { describe, expect, it } from 'vitest';
import { models as registered } from '../../../src/models/index.ts';
import { run } from './io.ts';

describe('the lists', () => {
  it('of models names every setting with its default and source', async () => {
    const { code, out } = await run(['models', '--json']);
    expect(code).toBe(0);
    const models = JSON.parse(out);
    expect(models.map((one: { id: string }) => one.id)).toEqual(registered.map(({ id }) => id));
    for (const model of models) {
      expect(Object.keys(model)).toEqual(['id', 'vendor', 'title', 'default', 'verified', 'settings']);
      for (const setting of model.settings) {
        expect(Object.keys(setting)).toEqual(['name', 'default', 'values', 'cite']);
        expect(setting.cite).toMatch(/^https:/);
        if (setting.values.length > 0) expect(setting.values).toContain(setting.default);
      }
    }
  });

  it('of rules names each with its number, severity and source', async () => {
    const rules = JSON.parse((await run(['rules', '--json'])).out);
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      expect(Object.keys(rule)).toEqual(['id', 'number', 'severity', 'vendors', 'title', 'cite', 'settings', 'explainedBy']);
      expect(rule.number).toMatch(/^W\d\d$/);
    }
    expect(rules.map((rule: { id: string }) => rule.id)).toContain('logout-without-reset');
  });

  it('of flows names their steps', async () => {
    const flows = JSON.parse((await run(['flows', '--json'])).out);
    expect(flows.map((flow: { id: string }) => flow.id)).toEqual(expect.arrayContaining(['sign-up', 'shared-device']));
    for (const flow of flows) expect(flow.steps.length).toBeGreaterThan(1);
  });

  it.each(['models', 'rules', 'flows'])('of %s is readable too, and takes no file', async (name) => {
    const { code, out } = await run([name]);
    expect(code).toBe(0);
    expect(out).not.toMatch(/^[[{]/);
    expect(await run([name, 'file'])).toMatchObject({ code: 2, out: '' });
  });

  it('of commands is the help', async () => {
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    for (const name of ['simulate', 'check', 'models', 'rules', 'flows']) expect(out).toContain(name);
    expect((await run(['check', '--help'])).out).toContain('--fail-on');
  });
});
