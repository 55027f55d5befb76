import type { Connection, PanelCommand, PanelMessage, PanelSource } from '../../src/messages/panel.ts';
import type { RowDetail, View, ViewPatch } from '../../src/messages/view.ts';
import { answersOf } from './copy-answers.ts';
import { privateWindows } from './session-scenes.ts';

export type Scene = {
  readonly view: View | null;
  readonly connection: Connection;
  readonly refused?: string;
  readonly detail: (key: string) => RowDetail | null;
};

export type News = Parameters<Parameters<PanelSource['subscribe']>[0]>[0];

/** A source without a browser: says what its scene says, and keeps what it was told. */
export type FakeSource = PanelSource & {
  readonly commands: readonly PanelCommand[];
  readonly saved: readonly { readonly name: string; readonly text: string }[];
  readonly copied: readonly string[];
  readonly opened: readonly string[];
  tell(news: News): void;
  /** Changes the theme around the panel. */
  turn(theme: 'dark' | 'light'): void;
};

export const wholePatch = (view: View): ViewPatch => ({ base: 0, rowsFrom: 0, ...view });

export const fakeSource = (scene: Scene, theme: PanelSource['theme'] = 'light'): FakeSource => {
  const listeners = new Set<(news: News) => void>();
  const themed = new Set<(theme: 'dark' | 'light') => void>();
  const commands: PanelCommand[] = [];
  const saved: { name: string; text: string }[] = [];
  const copied: string[] = [];
  const opened: string[] = [];
  const tell = (news: News): void => {
    for (const listener of listeners) listener(news);
  };
  const answer = (command: PanelCommand): PanelMessage | null => {
    switch (command.kind) {
      case 'row.read':
        return { kind: 'row.told', request: command.request, detail: scene.detail(command.key) };
      case 'recording.export':
        return { kind: 'recording.exported', request: command.request, name: 'shop.idscope.json', text: '{}' };
      case 'test.export':
        return { kind: 'recording.exported', request: command.request, name: 'shop.spec.ts', text: '// a test' };
      case 'recording.import':
        return {
          kind: 'command.refused',
          command: command.kind,
          why: 'it is not a recording (no "idscope" member)',
          ...(command.request === undefined ? {} : { request: command.request }),
        };
      case 'device.add':
        return command.request === undefined ? null : { kind: 'file.taken', request: command.request };
      case 'events.inject': {
        const lines = command.text.split('\n').map((line, index) => ({ line: index + 1, usable: line.trim().startsWith('{') }));
        const errors = lines.filter(({ usable }) => !usable).map(({ line }) => ({ line, why: 'this is not a JSON object' }));
        return {
          kind: 'events.injected',
          request: command.request,
          taken: lines.length - errors.length,
          skipped: errors.length,
          errors,
        };
      }
      case 'panel.hello':
        return scene.view === null ? null : { kind: 'view.patched', patch: wholePatch(scene.view) };
      default:
        return null;
    }
  };
  return {
    commands,
    saved,
    copied,
    opened,
    tell,
    turn: (next) => {
      for (const listener of themed) listener(next);
    },
    theme,
    onThemeChange: (listener) => void themed.add(listener),
    subscribe: (listener) => {
      listeners.add(listener);
      queueMicrotask(() => {
        listener({ kind: 'connection.changed', connection: scene.connection });
        if (scene.view !== null) listener({ kind: 'view.patched', patch: wholePatch(scene.view) });
        if (scene.refused !== undefined) listener({ kind: 'command.refused', command: 'recording.import', why: scene.refused });
      });
      return () => listeners.delete(listener);
    },
    send: (command) => {
      commands.push(command);
      const said = answer(command);
      if (said !== null) queueMicrotask(() => tell(said));
    },
    demo: () => Promise.resolve('{"idscope":1}'),
    reload: () => opened.push('reload'),
    save: (name, text) => saved.push({ name, text }),
    copy: (text) => {
      copied.push(text);
      return Promise.resolve();
    },
    openSource: (url, line, column) => opened.push(`${url}:${line}:${column}`),
    ask: async (question) =>
      scene.view === null ? { kind: 'refused', why: 'there is nothing yet' } : answersOf(scene.view, scene.detail)(question),
    privateWindows,
  };
};
