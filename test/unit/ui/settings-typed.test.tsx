// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

/** A session whose first project has a setting of any text, which holds `value`. */
const withSetting = (value: string, at = 0): View => {
  const view = sceneNamed('correct').view as View;
  const about = { name: 'limits', title: 'Limits', cite: 'https://vendor.test/limits', assumption: false };
  const setting = { ...about, values: [], default: '5', pattern: '\\d+|user_id=\\d+', value };
  return { ...view, version: view.version + at, projects: view.projects.map((project) => ({ ...project, settings: [setting] })) };
};
const field = (): HTMLInputElement => panel.one('.settings:not(.feeds) input') as HTMLInputElement;
const type = async (text: string): Promise<void> => {
  field().value = text;
  field().dispatchEvent(new Event('input', { bubbles: true }));
  await panel.settled();
};

it('what is typed into a setting stays while the session goes on, and is said when it is done', async () => {
  panel = await mountScene({ ...sceneNamed('correct'), view: withSetting('5') });
  await type('user_id=2');
  await panel.show(withSetting('5', 1));
  expect(field().value).toBe('user_id=2');
  expect(panel.source.commands.filter(({ kind }) => kind === 'options.set')).toEqual([]);
  field().dispatchEvent(new Event('change', { bubbles: true }));
  await panel.show(withSetting('5', 2));
  expect(field().value).toBe('user_id=2');
  expect(panel.source.commands.at(-1)).toEqual({ kind: 'options.set', change: { settings: { limits: 'user_id=2' } } });
});

it('what a setting does not take is not set, and it is said what it takes', async () => {
  panel = await mountScene({ ...sceneNamed('correct'), view: withSetting('5') });
  await type('many');
  field().dispatchEvent(new Event('change', { bubbles: true }));
  await panel.settled();
  expect(panel.one('.setting [role=alert]').textContent).toContain('It takes a value such as 5');
  expect(field().value).toBe('many');
  expect(panel.source.commands.filter(({ kind }) => kind === 'options.set')).toEqual([]);
  await type('6');
  field().dispatchEvent(new Event('change', { bubbles: true }));
  await panel.show(withSetting('6', 1));
  expect(panel.all('.setting [role=alert]')).toEqual([]);
});

it('a setting that became another one shows it', async () => {
  panel = await mountScene({ ...sceneNamed('correct'), view: withSetting('5') });
  await type('user_id=2');
  await panel.show(withSetting('7', 1));
  expect(field().value).toBe('7');
});
