import { protocolVersion } from '../../messages/limits.ts';
import type { Connection, PanelCommand, PanelMessage, PanelSource } from '../../messages/panel.ts';
import type { Clock } from '../platform/clock.ts';
import type { Line } from '../platform/port.ts';
import { createGivingFiles } from './giving-files.ts';
import { createPuttingTogether } from './putting-together.ts';

/**
 * Straight after an update a new port still opens, and leads nowhere; 100 ms later the browser says that this page
 * belongs to an extension that is gone (measured in Chromium 156).
 */
const reconnectMs = 100;
/** An idle worker ends each half minute and is back within a moment: nobody need hear of that. */
const lostMs = 1_500;

const updated = 'Idscope was updated: close and reopen DevTools.';

type News = Parameters<Parameters<PanelSource['subscribe']>[0]>[0];

/** The part of a panel's source that is a line to the background: it comes back after the worker's death. */
export type PortSource = Pick<PanelSource, 'subscribe' | 'send'> & { stop(): void };

export const startPortSource = ({
  tab,
  connect,
  clock,
}: {
  tab: number;
  /** Opens a line. Throws when the extension was updated or removed. */
  connect: () => Line;
  clock: Clock;
}): PortSource => {
  /** Said while there was no line. */
  const unsent: PanelCommand[] = [];
  const listeners = new Set<(news: News) => void>();
  let connection: Connection = 'connecting';
  let line: Line | null = null;
  let stopped = false;
  let callOff: (() => void) | null = null;
  let calm: (() => void) | null = null;

  const tell = (news: News): void => {
    for (const listener of listeners) listener(news);
  };
  const become = (next: Connection): void => {
    if (connection === next) return;
    connection = next;
    tell({ kind: 'connection.changed', connection });
  };

  const together = createPuttingTogether((of, request) => line?.post({ kind: 'piece.read', of, request } satisfies PanelCommand));
  const giving = createGivingFiles((command) => line?.post(command), tell);
  const post = (to: Line, command: PanelCommand): void => {
    together.asked(command);
    if (command.kind === 'recording.import' || command.kind === 'device.add') giving.give(command);
    else to.post(command);
  };

  const hello = (): void => line?.post({ kind: 'panel.hello', version: protocolVersion, tab } satisfies PanelCommand);

  /** Nobody will ever hear it. Who opens a file waits for an answer. */
  const drop = (command: PanelCommand): void => {
    if ('text' in command && 'request' in command && command.kind !== 'piece.give')
      tell({ kind: 'command.refused', command: command.kind, why: updated, request: command.request });
  };

  const open = (): void => {
    callOff = null;
    let opened: Line;
    try {
      opened = connect();
    } catch {
      calm?.();
      become('invalidated');
      for (const command of unsent.splice(0)) drop(command);
      return;
    }
    line = opened;
    opened.onMessage((message) => {
      // The background is this extension itself: its messages are typed, not parsed.
      calm?.();
      calm = null;
      become('open');
      const whole = together.take(message as PanelMessage);
      const told = whole && giving.take(whole);
      if (told !== null) tell(told);
    });
    opened.onClose(() => {
      if (stopped) return;
      line = null;
      for (const refusal of [...together.broken(), ...giving.broken()]) tell(refusal);
      calm ??= clock.after(lostMs, () => become('lost'));
      callOff = clock.after(reconnectMs, open);
    });
    hello();
    for (const command of unsent.splice(0)) post(opened, command);
  };
  open();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      listener({ kind: 'connection.changed', connection });
      // A listener that comes late has missed the whole view.
      if (connection === 'open') hello();
      return () => listeners.delete(listener);
    },
    send: (command) => {
      // The interface asks for the whole view without knowing which tab this is.
      if (command.kind === 'panel.hello') hello();
      else if (connection === 'invalidated') drop(command);
      else if (line === null) unsent.push(command);
      else post(line, command);
    },
    stop: () => {
      stopped = true;
      callOff?.();
      calm?.();
      line?.close();
    },
  };
};
