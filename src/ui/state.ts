import type { PastView } from '../messages/copy.ts';
import type { Connection, PanelCommand, PanelMessage } from '../messages/panel.ts';
import type { RowDetail, View } from '../messages/view.ts';
import { nobody, type People } from '../reports/hues.ts';
import type { Travel } from './travel.ts';

export const tabs = ['timeline', 'profiles', 'findings', 'flows', 'what-if', 'compare'] as const;
export type Tab = (typeof tabs)[number];

/** What the detail pane knows of the selected row: asked for, told, or told that it is gone. */
export type DetailState = {
  readonly request: number;
  readonly key: string;
  readonly told: RowDetail | null;
  readonly state: 'asked' | 'told' | 'gone';
};

/** Everything the user interface shows. Changed only by `reduce`. */
export type UiState = {
  readonly view: View | null;
  /** A patch did not fit the view: nothing is applied until a whole view arrives. */
  readonly stale: boolean;
  readonly connection: Connection;
  readonly tab: Tab;
  /** Key of the selected timeline row. */
  readonly selected: string | null;
  readonly detailOpen: boolean;
  readonly detail: DetailState | null;
  readonly filter: string;
  /** Hides plain events, so that only what touches identity is left. */
  readonly identityOnly: boolean;
  /** Who has appeared so far, and the colour of everybody who is shown. */
  readonly people: People;
  readonly hues: ReadonlyMap<string, number>;
  readonly refused: { readonly command: PanelCommand['kind']; readonly why: string } | null;
  readonly markOpen: boolean;
  readonly deviceOpen: boolean;
  /** Set while `view` is a past one. */
  readonly travel: Travel | null;
  readonly shortcutsOpen: boolean;
  readonly serverOpen: boolean;
  readonly settingsOpen: boolean;
  /** What became of the server events that were pasted last. */
  readonly injected: Extract<PanelMessage, { readonly kind: 'events.injected' }> | null;
};

export type UiAction =
  | PanelMessage
  | { readonly kind: 'connection.changed'; readonly connection: Connection }
  | { readonly kind: 'tab.chosen'; readonly tab: Tab }
  | { readonly kind: 'row.selected'; readonly key: string | null; readonly open: boolean }
  | { readonly kind: 'row.asked'; readonly key: string; readonly request: number }
  | { readonly kind: 'detail.closed' }
  | { readonly kind: 'filter.changed'; readonly filter: string }
  | { readonly kind: 'identity-only.changed'; readonly on: boolean }
  | { readonly kind: 'mark.toggled'; readonly open: boolean }
  | { readonly kind: 'device.toggled'; readonly open: boolean }
  | { readonly kind: 'travel.arrived'; readonly row: string; readonly past: PastView }
  | { readonly kind: 'travel.ended' }
  | { readonly kind: 'refusal.dismissed' }
  | { readonly kind: 'shortcuts.toggled'; readonly open: boolean }
  | { readonly kind: 'server.toggled'; readonly open: boolean }
  | { readonly kind: 'settings.toggled'; readonly open: boolean };

export const initialState: UiState = {
  view: null,
  stale: false,
  connection: 'connecting',
  tab: 'timeline',
  selected: null,
  detailOpen: false,
  detail: null,
  filter: '',
  identityOnly: false,
  people: nobody,
  hues: new Map(),
  refused: null,
  markOpen: false,
  deviceOpen: false,
  travel: null,
  shortcutsOpen: false,
  serverOpen: false,
  settingsOpen: false,
  injected: null,
};
