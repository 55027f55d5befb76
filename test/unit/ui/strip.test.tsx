// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => {
  vi.useRealTimers();
  panel.stop();
});

const text = (selector: string): string => panel.one(selector).textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

describe('the verdict strip', () => {
  it('says who the page thinks you are', async () => {
    panel = await mountScene(sceneNamed('correct'));
    expect(text('.thinks')).toBe('This page thinks you are u-2048');
  });

  it('says that nothing is known yet', async () => {
    panel = await mountScene(sceneNamed('fresh'));
    expect(text('.thinks')).toBe('Nothing says yet who this page thinks you are');
  });

  it('calls an unknown visitor anonymous', async () => {
    const scene = sceneNamed('correct');
    panel = await mountScene(scene);
    const view = scene.view as View;
    const thinks = { label: '$device:D7', known: false, vendor: 'mixpanel', project: 'x' };
    await panel.show({ ...view, strip: { ...view.strip, thinks } });
    expect(text('.thinks')).toBe('This page thinks you are an anonymous visitor D7');
  });

  it('names the vendor that disagrees', async () => {
    panel = await mountScene(sceneNamed('broken'));
    expect(text('.disagrees')).toBe('Segment says e7741f02…c6b1');
  });

  it.each([
    ['correct', 'clean'],
    ['broken', 'not-clean'],
    ['fresh', 'not-tried'],
  ])('of the %s session says that the logout was %s', async (scene, state) => {
    panel = await mountScene(sceneNamed(scene));
    expect(panel.one('[data-logout]').dataset.logout).toBe(state);
  });

  it('counts findings by severity and leads to them', async () => {
    panel = await mountScene(sceneNamed('broken'));
    expect(panel.all('.counts .severity').map((one) => one.textContent)).toEqual(['1 error', '1 warning']);
    await panel.click('.counts');
    expect(panel.all('[data-finding]')).toHaveLength(2);
  });

  it.each(['login', 'logout', 'expiry'])('tells a manual %s', async (signal) => {
    panel = await mountScene(sceneNamed('correct'));
    await panel.click(`[data-signal=${signal}]`);
    expect(panel.source.commands.filter((command) => command.kind === 'signal.add')).toEqual([{ kind: 'signal.add', signal }]);
  });

  it('takes no manual signal while nobody listens', async () => {
    panel = await mountScene(sceneNamed('disconnected'));
    expect(panel.one('.signals').hasAttribute('disabled')).toBe(true);
  });

  it('announces the verdict to a screen reader', async () => {
    panel = await mountScene(sceneNamed('broken'));
    expect(panel.one('.strip [aria-live]').textContent).toBe(
      'This page thinks you are u-2048. Last logout: not clean. Findings: 1 error, 1 warning.',
    );
  });

  it('copies the verdict for a ticket and says for a moment that it did', async () => {
    panel = await mountScene(sceneNamed('broken'));
    // A slow machine must not let that moment pass before it is looked at.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    panel.button('Copy for ticket').click();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(panel.source.copied[0]).toContain('Last logout: **not clean**');
    expect(panel.button('Copied')).toBeDefined();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(panel.button('Copy for ticket')).toBeDefined();
  });
});
