// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type Mounted, mountScene, sceneNamed } from './panel-in-page.ts';

let panel: Mounted;
afterEach(() => panel.stop());

const open = async (scene = 'correct'): Promise<void> => {
  panel = await mountScene(sceneNamed(scene));
};

/** Something dragged over the page; `files` null is text. */
const drag = async (kind: string, files: readonly File[] | null, over: Partial<DragEvent> = {}): Promise<Event> => {
  const event = new Event(kind, { bubbles: true, cancelable: true });
  const dataTransfer = { types: files === null ? ['text/plain'] : ['Files'], files: files ?? [], dropEffect: 'none' };
  Object.defineProperties(event, {
    dataTransfer: { value: dataTransfer },
    relatedTarget: { value: over.relatedTarget ?? null },
  });
  (panel.one('.strip') ?? document.body).dispatchEvent(event);
  await panel.settled();
  return event;
};

const file = (name: string, text = '{"idscope":1}'): File => new File([text], name);

describe('files over the panel', () => {
  it('make a zone to drop them that goes when they go, or are dropped', async () => {
    await open();
    expect(panel.all('[data-drop-zone]')).toHaveLength(0);
    await drag('dragenter', [file('a.json')]);
    expect(panel.one('[data-drop-zone]').textContent).toContain('Drop to open');
    await drag('dragleave', [file('a.json')]);
    expect(panel.all('[data-drop-zone]')).toHaveLength(0);
    await drag('dragover', [file('a.json')]);
    await drag('drop', [file('a.json')]);
    expect(panel.all('[data-drop-zone]')).toHaveLength(0);
  });

  it('keep the zone while they pass from one part of the panel to another', async () => {
    await open();
    await drag('dragenter', [file('a.json')]);
    await drag('dragleave', [file('a.json')], { relatedTarget: document.body });
    expect(panel.all('[data-drop-zone]')).toHaveLength(1);
  });

  it('are opened one after the other when they are dropped, and not left to the browser', async () => {
    await open();
    const event = await drag('drop', [file('a.json'), file('b.har', '{}')]);
    expect(event.defaultPrevented).toBe(true);
    const imports = panel.source.commands.filter(({ kind }) => kind === 'recording.import');
    expect(imports.map((command) => 'name' in command && command.name)).toEqual(['a.json', 'b.har']);
    expect(panel.one('.notice.is-error').textContent).toContain('2 of 2 files could not be opened. a.json: it is not a recording');
  });

  it('are another device where devices are added', async () => {
    await open('session');
    await panel.press('d');
    await drag('dragover', [file('phone.json')]);
    expect(panel.one('[data-drop-zone]').textContent).toContain('another device');
    await drag('drop', [file('phone.json')]);
    expect(panel.source.commands.at(-1)).toMatchObject({ kind: 'device.add', name: 'phone.json' });
  });

  it('are taken by an empty panel as well', async () => {
    await open('fresh');
    await drag('drop', [file('a.json')]);
    expect(panel.source.commands.at(-1)).toMatchObject({ kind: 'recording.import', name: 'a.json', add: false });
  });
});

it('text that is dragged over the panel is no file', async () => {
  await open();
  const event = await drag('dragover', null);
  expect(event.defaultPrevented).toBe(false);
  expect(panel.all('[data-drop-zone]')).toHaveLength(0);
});
