// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { changedOptions } from '../../../src/messages/options-change.ts';
import type { View } from '../../../src/messages/view.ts';
import { chosenOf } from '../../../src/ui/chosen.ts';
import { emptyView } from '../../ui-frame/scene-builder.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const type = async (field: HTMLElement, text: string): Promise<void> => {
  (field as HTMLTextAreaElement).value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await panel.settled();
};

const submit = async (selector: string): Promise<void> => {
  panel.one(selector).dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await panel.settled();
};

describe('the settings of a site', () => {
  it('open by their key and close with Escape', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press(',');
    expect(panel.one('dialog h2').textContent).toBe('Settings of shop.example');
    await panel.press('Escape');
    expect(panel.all('dialog')).toHaveLength(0);
  });

  it('switch always recording on', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press(',');
    await panel.click('[data-always-record]');
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'site.set', change: { alwaysRecord: true } });
  });

  it('take a pattern a line, without blanks', async () => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.press(',');
    expect(panel.one('[data-auth] button').hasAttribute('disabled')).toBe(true);
    await type(panel.one('[data-pattern=login]'), ' /welcome \n\n/hello/*\n');
    await submit('[data-auth]');
    expect(panel.source.commands.at(-1)).toEqual({
      kind: 'site.set',
      change: {
        auth: [
          { list: 'login', pattern: '/welcome', on: true },
          { list: 'login', pattern: '/hello/*', on: true },
        ],
      },
    });
  });

  it('say of the patterns only what changes', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    await panel.press(',');
    const view = scene.view as View;
    await panel.show({ ...view, site: { ...view.site, auth: { ...view.site.auth, logout: ['/bye', '/out'] } } });
    await type(panel.one('[data-pattern=logout]'), '/out\n\n');
    await submit('[data-auth]');
    expect(panel.source.commands.at(-1)).toEqual({
      kind: 'site.set',
      change: { auth: [{ list: 'logout', pattern: '/bye', on: false }] },
    });
    await type(panel.one('[data-pattern=logout]'), '/bye\n/out\n');
    expect(panel.one('[data-auth] button').hasAttribute('disabled')).toBe(true);
  });

  it('keep what is being typed when another list is chosen elsewhere', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    await panel.press(',');
    const view = scene.view as View;
    await type(panel.one('[data-pattern=login]'), '/half-wri');
    await panel.show({ ...view, site: { ...view.site, auth: { ...view.site.auth, logout: ['/bye'] } } });
    expect((panel.one('[data-pattern=login]') as HTMLTextAreaElement).value).toBe('/half-wri');
    expect((panel.one('[data-pattern=logout]') as HTMLTextAreaElement).value).toBe('/bye');
  });

  it('show what was chosen elsewhere meanwhile', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    await panel.press(',');
    const view = scene.view as View;
    await panel.show({ ...view, site: { ...view.site, auth: { ...view.site.auth, logout: ['/bye'] } } });
    expect((panel.one('[data-pattern=logout]') as HTMLTextAreaElement).value).toBe('/bye');
  });

  it('list muted rules with their reason and with what they do not tell, and judge them again', async () => {
    panel = await mountScene(sceneNamed('chosen'));
    await panel.press(',');
    const line = panel.one('[data-muted=id-is-email]');
    expect(line.textContent).toContain('1 finding not told');
    expect(line.textContent).toContain('accepted until March');
    line.querySelector('button')?.click();
    await panel.settled();
    expect(panel.source.commands.at(-1)).toEqual({
      kind: 'site.set',
      change: { muted: { unmute: { rule: 'id-is-email', project: null } } },
    });
  });

  it('list what is not at its default, each with the way back', async () => {
    panel = await mountScene(sceneNamed('chosen'));
    await panel.press(',');
    expect(panel.all('[data-chosen]').map((one) => one.dataset.chosen)).toEqual(['model', 'feed', 'assumption']);
    panel.all('[data-chosen=model] button')[0]?.click();
    await panel.settled();
    expect(panel.source.commands.at(-1)).toMatchObject({
      kind: 'options.set',
      change: { models: { [Object.keys(sceneNamed('chosen').view?.options.models ?? {})[0] ?? '']: null } },
    });
    await panel.click('[data-forget]');
    expect(panel.source.commands.at(-1)).toEqual({ kind: 'site.forget' });
  });

  it('lead to the sheet of the server side', async () => {
    panel = await mountScene(sceneNamed('chosen'));
    await panel.press(',');
    expect(panel.one('.setting-line').textContent).toContain('visitor_id');
    panel.button('Server side…').click();
    await panel.settled();
    expect(panel.all('dialog')).toHaveLength(1);
    expect(panel.one('dialog h2').textContent).toBe('Server side');
  });

  it('say why there is nothing to choose', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    const view = scene.view as View;
    await panel.show({ ...view, site: { ...view.site, site: null } });
    await panel.press(',');
    expect(panel.one('dialog').textContent).toContain('Open a page of the site');
    expect(panel.all('dialog textarea')).toHaveLength(0);
  });
});

describe('a muted finding', () => {
  it('is asked a reason for, and muted in its project unless all are meant', async () => {
    const scene = sceneNamed('broken');
    panel = await mountScene(scene);
    await panel.press('3');
    await panel.click('[data-mute=id-is-email]');
    await panel.press('Escape', panel.one('.mute-form .field input'));
    expect(panel.all('.mute-form')).toHaveLength(0);
    expect(document.activeElement).toBe(panel.one('[data-mute=id-is-email]'));
    await panel.click('[data-mute=id-is-email]');
    await submit('.mute-form');
    expect(panel.source.commands.filter(({ kind }) => kind === 'site.set')).toEqual([]);
    await type(panel.one('.mute-form .field input'), 'known to the team');
    await submit('.mute-form');
    const project = (scene.view as View).findings[1]?.project;
    expect(panel.source.commands.at(-1)).toEqual({
      kind: 'site.set',
      change: { muted: { mute: { rule: 'id-is-email', project, reason: 'known to the team' } } },
    });
    expect(panel.all('.mute-form')).toHaveLength(0);
  });

  it('is counted below the findings, and told there with its reason', async () => {
    panel = await mountScene(sceneNamed('chosen'));
    await panel.press('3');
    const muted = panel.one('.muted-findings');
    expect(muted.querySelector('summary')?.textContent).toBe('1 finding muted');
    expect(muted.querySelector('[data-finding=id-is-email]')?.textContent).toContain('Muted: a tool for companies');
  });

  it('leaves a line behind even when its rule finds nothing', async () => {
    const scene = sceneNamed('chosen');
    panel = await mountScene(scene);
    await panel.show({ ...(scene.view as View), muted: [] });
    await panel.press('3');
    expect(panel.one('.muted-findings summary').textContent).toBe('1 rule muted');
  });
});

describe('what differs from its default', () => {
  const setting = {
    name: 'n',
    title: 'New devices',
    default: 'same',
    values: ['same', 'other'],
    cite: '',
    assumption: true,
    value: 'same',
  };

  it('is nothing at first, and no assumption that was set to its default', () => {
    expect(chosenOf(defaultOptions, [])).toEqual([]);
    const projects = (sceneNamed('correct').view ?? emptyView).projects.map((project) => ({ ...project, settings: [setting] }));
    expect(chosenOf({ ...defaultOptions, settings: { n: 'same' } }, projects)).toEqual([]);
    expect(chosenOf({ ...defaultOptions, settings: { n: 'other' } }, projects)).toMatchObject([
      { kind: 'assumption', of: 'New devices', value: 'other', normally: 'same', without: { settings: {} } },
    ]);
  });

  it('names vendors and models as people do, and keeps the other choices when one goes', () => {
    const { projects } = sceneNamed('correct').view ?? emptyView;
    const [first, second] = projects;
    const options = {
      ...defaultOptions,
      models: { [first?.project ?? '']: 'mixpanel-original', X: 'unknown' },
      feeds: [
        { from: second?.project ?? '', to: 'amplitude' },
        { from: 'Y', to: 'amplitude' },
      ],
    };
    const chosen = chosenOf(options, projects);
    expect(chosen.map(({ of, value }) => `${of}: ${value}`)).toEqual([
      'Mixpanel: Original ID Merge',
      'X: unknown',
      `${second?.project}: Amplitude user merge`,
      'Y: Amplitude user merge',
    ]);
    expect(chosen[0]?.without).toEqual({ models: { [first?.project ?? '']: null } });
    expect(chosen[2]?.without).toEqual({ feeds: [{ from: second?.project ?? '', to: 'amplitude', on: false }] });
    expect(changedOptions(options, chosen[2]?.without ?? {}).feeds).toEqual([{ from: 'Y', to: 'amplitude' }]);
    expect(changedOptions(options, chosen[0]?.without ?? {}).models).toEqual({ X: 'unknown' });
  });
});
