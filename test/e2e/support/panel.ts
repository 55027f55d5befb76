import type { Frame, Page } from 'puppeteer-core';
import type { Recording } from '../../../src/core/recording.ts';
import type { PanelCommand, PanelMessage } from '../../../src/messages/panel.ts';
import type { View } from '../../../src/messages/view.ts';

/** A document of the extension: the real panel's frame, or the panel opened as a page. */
export type ExtensionPage = Page | Frame;

type Wanted = PanelMessage['kind'];

/**
 * Says hello on a panel port of its own from inside an extension page, sends `command` if there is one, and returns the
 * first message of `wanted`. What a second panel for the same tab would be told; the user interface is not involved.
 */
export async function ask(
  panel: ExtensionPage,
  tab: number,
  command: PanelCommand | null,
  wanted: Wanted,
  ms = 20_000,
): Promise<PanelMessage> {
  const said = await panel.evaluate(
    (name, hello, then, kinds, most) =>
      new Promise<string>((resolve, reject) => {
        type Message = { kind: string; of?: string; request?: number; text?: string; copy?: { text: string } };
        type Port = {
          postMessage(message: unknown): void;
          disconnect(): void;
          onMessage: { addListener(listener: (message: Message) => void): void };
        };
        type Api = { runtime: { connect(info: { name: string }): Port } };
        const scope = globalThis as unknown as { browser?: Api; chrome: Api };
        const port = (scope.browser ?? scope.chrome).runtime.connect({ name });
        const timer = setTimeout(() => {
          port.disconnect();
          reject(new Error(`The background did not answer with ${kinds.join(' or ')}.`));
        }, most);
        const before: string[] = [];
        port.onMessage.addListener((message) => {
          if (message.kind === 'piece.told') {
            before.push(message.text ?? '');
            port.postMessage({ kind: 'piece.read', of: message.of, request: message.request });
            return;
          }
          if (!kinds.includes(message.kind)) return;
          clearTimeout(timer);
          port.disconnect();
          const text = [...before, message.text].join('');
          resolve(JSON.stringify(before.length === 0 ? message : { ...message, text }));
        });
        port.postMessage(hello);
        if (then !== null) port.postMessage(then);
      }),
    `panel:${tab}`,
    { kind: 'panel.hello', version: 1, tab },
    command,
    [wanted, 'command.refused'],
    ms,
  );
  return JSON.parse(said) as PanelMessage;
}

/** The whole recording, with ids, as the background exports it. Throws when it refuses, or has not answered after `ms`. */
export async function exportRecording(panel: ExtensionPage, tab: number, ms?: number): Promise<Recording> {
  const message = await ask(panel, tab, { kind: 'recording.export', request: 7_001, redact: false }, 'recording.exported', ms);
  if (message.kind !== 'recording.exported') throw new Error(`The export was refused: ${JSON.stringify(message)}`);
  return JSON.parse(message.text) as Recording;
}

/** The view as a panel opened now is given it. */
export async function readView(panel: ExtensionPage, tab: number, ms?: number): Promise<View> {
  const message = await ask(panel, tab, null, 'view.patched', ms);
  if (message.kind !== 'view.patched') throw new Error(`No view: ${JSON.stringify(message)}`);
  return message.patch as unknown as View;
}

/** Throws away what was recorded so far. */
export async function clearRecording(panel: ExtensionPage, tab: number): Promise<void> {
  await ask(panel, tab, { kind: 'log.clear' }, 'view.patched');
}
