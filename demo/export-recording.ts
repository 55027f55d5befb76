import type { Frame } from 'puppeteer-core';
import { protocolVersion } from '../src/messages/limits.ts';
import { type PanelCommand, type PanelMessage, panelPortName } from '../src/messages/panel.ts';

type Port = {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: PanelMessage) => void): void };
};

/** The text of a recording file, asked from the extension's background as the panel's Export button asks it. */
export async function exportRecording(panel: Frame, tab: number): Promise<string> {
  const commands: readonly PanelCommand[] = [
    { kind: 'panel.hello', version: protocolVersion, tab },
    { kind: 'recording.export', request: 1, redact: false },
  ];
  return panel.evaluate(
    (name, messages) =>
      new Promise<string>((resolve, reject) => {
        const { chrome } = globalThis as unknown as { chrome: { runtime: { connect(info: { name: string }): Port } } };
        const port = chrome.runtime.connect({ name });
        const stop = setTimeout(() => reject(new Error('The extension did not export its recording.')), 20_000);
        port.onMessage.addListener((message) => {
          if (message.kind !== 'recording.exported' && message.kind !== 'command.refused') return;
          clearTimeout(stop);
          port.disconnect();
          if (message.kind === 'recording.exported') resolve(message.text);
          else reject(new Error(message.why));
        });
        for (const message of messages) port.postMessage(message);
      }),
    panelPortName(tab),
    commands,
  );
}
