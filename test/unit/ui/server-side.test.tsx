// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const open = async (serverId?: View['serverId']): Promise<void> => {
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  const scene = sceneNamed('correct');
  panel = await mountScene(serverId === undefined || scene.view === null ? scene : { ...scene, view: { ...scene.view, serverId } });
  await panel.click('[data-server]');
};

const type = async (selector: string, text: string): Promise<void> => {
  const field = panel.one(selector) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await panel.settled();
};

const submit = async (form: string): Promise<void> => {
  panel.one(form).dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
  await panel.settled();
};

const sent = () => panel.source.commands.filter(({ kind }) => kind === 'server-id.set' || kind === 'events.inject');

describe('the sheet of the server side', () => {
  it('names a cookie for the site, with the value that scripts cannot read', async () => {
    await open();
    expect(panel.one('[data-server-id]').textContent).toContain('Server id cookie of shop.example');
    await type('[data-server-id] input', ' visitor_id ');
    await submit('[data-server-id]');
    const value = panel.all('[data-server-id] input')[1] as HTMLInputElement;
    value.value = 'V1';
    value.dispatchEvent(new Event('input', { bubbles: true }));
    await panel.settled();
    await submit('[data-server-id]');
    expect(sent()).toEqual([
      { kind: 'server-id.set', cookie: 'visitor_id', value: null },
      { kind: 'server-id.set', cookie: 'visitor_id', value: 'V1' },
    ]);
  });

  it('takes no name that a cookie cannot have', async () => {
    await open();
    await type('[data-server-id] input', 'visitor id');
    await submit('[data-server-id]');
    expect(sent()).toEqual([]);
    expect(panel.one('[data-server-id] [type=submit]').hasAttribute('disabled')).toBe(true);
  });

  it('says what the cookie holds, or that it was not seen, and forgets it', async () => {
    await open({ site: 'shop.example', cookie: 'visitor_id', value: 'V1' });
    expect(panel.one('[data-server-id] [role=status]').textContent).toBe('visitor_id holds V1');
    panel.button('Forget').click();
    await panel.settled();
    expect(sent()).toEqual([{ kind: 'server-id.set', cookie: null, value: null }]);
    panel.stop();
    await open({ site: 'shop.example', cookie: 'visitor_id', value: null });
    expect(panel.one('[data-server-id] [role=status]').textContent).toContain('If it is HttpOnly, say its value.');
  });

  it('has nothing to name without a page of a site', async () => {
    await open({ site: null, cookie: null, value: null });
    expect(panel.all('[data-server-id]')).toHaveLength(0);
    expect(panel.one('.server-sheet').textContent).toContain('Open a page of the site');
  });

  it('adds pasted events and keeps the lines that could not be used, each with why', async () => {
    await open();
    await type('[data-server-events] textarea', '{"event":"a"}\noops\n{"event":"b"}\nalas');
    await submit('[data-server-events]');
    expect(sent()).toMatchObject([{ kind: 'events.inject', text: '{"event":"a"}\noops\n{"event":"b"}\nalas' }]);
    expect(panel.one('[data-server-events] output').textContent).toBe('2 events added, 2 lines not used');
    expect((panel.one('[data-server-events] textarea') as HTMLTextAreaElement).value).toBe('oops\nalas');
    expect(panel.all('.line-errors li').map((item) => item.textContent)).toEqual([
      'Line 1: this is not a JSON object',
      'Line 2: this is not a JSON object',
    ]);
  });

  it('closes with Escape, also from a field', async () => {
    await open();
    await panel.press('Escape', panel.one('[data-server-events] textarea'));
    expect(panel.all('.server-sheet')).toHaveLength(0);
  });
});
