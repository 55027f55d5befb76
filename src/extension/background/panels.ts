import { idscopeFailed } from '../../core/error-text.ts';
import { patchMaxRows, protocolVersion } from '../../messages/limits.ts';
import type { PanelCommand, PanelMessage } from '../../messages/panel.ts';
import { parseCommand } from '../../messages/parse-command.ts';
import type { Judged } from '../../reports/engine.ts';
import type { Line } from '../platform/port.ts';
import { type Answer, createHandingOver } from './handing-over.ts';
import { isPanelSender, type Self } from './senders.ts';
import { createTakingFiles, isFile } from './taking-files.ts';
import { buildView, type SharedView, type ViewDeps } from './view/build-view.ts';
import { diffView, inPortions, type Sent } from './view/diff.ts';
import type { Surroundings } from './view/status.ts';

export type PanelsDeps = {
  readonly self: Self;
  readonly view: ViewDeps;
  readonly around: (tab: number) => Surroundings;
  /** A panel for the tab opened; returns what to call when it closes. */
  readonly watch: (tab: number) => () => void;
  /** What is to be shown now; called for a panel that says hello. */
  readonly current: () => { readonly judged: Judged; readonly shared: SharedView };
  /** Carries out a command; the answer goes to the panel that gave it. */
  readonly obey: (command: PanelCommand, tab: number, answer: (message: Answer) => void) => void;
  /** The number of panels changed. */
  readonly onCount: (count: number) => void;
};

/** The lines to panels. */
export type Panels = {
  connect(line: Line): void;
  /** Brings every panel up to date. */
  publish(judged: Judged, shared: SharedView): void;
};

type Panel = { readonly line: Line; tab: number | null; unwatch: (() => void) | null; sent: Sent | null; version: number };

export const createPanels = ({ self, view, around, watch, current, obey, onCount }: PanelsDeps): Panels => {
  const panels = new Set<Panel>();
  const say = (panel: Panel, message: PanelMessage): void => panel.line.post(message);

  const bringUpToDate = (panel: Panel, judged: Judged, shared: SharedView): void => {
    if (panel.tab === null) return;
    const next = buildView(shared, judged, { tab: panel.tab, version: panel.version + 1, around: around(panel.tab), deps: view });
    const { patch, sent } = diffView(panel.sent, next);
    panel.sent = sent;
    if (patch === null) return;
    const portions = inPortions(patch, patchMaxRows);
    panel.version = portions.at(-1)?.version ?? next.version;
    // The next difference is one to the last of them.
    panel.sent = { ...sent, view: { ...sent.view, version: panel.version } };
    for (const each of portions) say(panel, { kind: 'view.patched', patch: each });
  };

  const hello = (panel: Panel, tab: number, version: number): void => {
    if (version !== protocolVersion) {
      say(panel, { kind: 'command.refused', command: 'panel.hello', why: 'Idscope was updated: close and reopen DevTools.' });
      return;
    }
    if (panel.tab !== tab) {
      panel.unwatch?.();
      panel.tab = tab;
      panel.unwatch = watch(tab);
    }
    // A second hello asks for everything again.
    panel.sent = null;
    const { judged, shared } = current();
    bringUpToDate(panel, judged, shared);
  };

  return {
    connect: (line) => {
      if (!isPanelSender(line.sender, self)) {
        line.close();
        return;
      }
      const panel: Panel = { line, tab: null, unwatch: null, sent: null, version: 0 };
      const handing = createHandingOver((message) => say(panel, message));
      const taking = createTakingFiles((message) => say(panel, message));
      const obeyWhole = (tab: number, command: PanelCommand): void => {
        const whole = isFile(command) ? taking.whole(command) : command;
        try {
          if (whole !== null) obey(whole, tab, handing.answer);
        } catch (error) {
          const why = idscopeFailed(error);
          const request = isFile(command) && command.request !== undefined ? { request: command.request } : {};
          say(panel, { kind: 'command.refused', command: command.kind, why, ...request });
        }
      };
      panels.add(panel);
      onCount(panels.size);
      line.onClose(() => {
        panels.delete(panel);
        panel.unwatch?.();
        onCount(panels.size);
      });
      line.onMessage((value) => {
        const command = parseCommand(value);
        if (command === null) return;
        if (command.kind === 'panel.hello') hello(panel, command.tab, command.version);
        else if (command.kind === 'piece.read') handing.next(command.of, command.request);
        else if (command.kind === 'piece.give') taking.piece(command);
        else if (panel.tab !== null) obeyWhole(panel.tab, command);
      });
    },
    publish: (judged, shared) => {
      for (const panel of panels) bringUpToDate(panel, judged, shared);
    },
  };
};
