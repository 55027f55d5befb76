import type { AuthSignal } from '../core/observation.ts';
import type { Copy, CopyAnswer, CopyQuestion } from './copy.ts';
import type { AuthChange, MutedChange, OptionsChange } from './options-change.ts';
import type { RowDetail, ViewPatch } from './view.ts';

/** Panel ports are named `panel:<tab>`; only extension pages may open one. */
export const panelPortName = (tab: number): string => `panel:${tab}`;

/** What a tester says of a site, beside the options of the analysis. */
export type SiteChange = { readonly alwaysRecord?: boolean; readonly auth?: AuthChange; readonly muted?: MutedChange };

/** What is answered with a text that may need several messages. */
export type LongCommand = 'recording.export' | 'copy.read';

/**
 * A file for the background. A longer text comes in `piece.give`s of the same `request` first, so many as `pieces` says; the last piece
 * stands in the command. With a `request` it is answered by `file.taken` or a refusal.
 */
type Handed = { readonly name: string; readonly text: string; readonly request?: number; readonly pieces?: number };

/** Panel → background. */
export type PanelCommand =
  | { readonly kind: 'panel.hello'; readonly version: number; readonly tab: number }
  | { readonly kind: 'row.read'; readonly request: number; readonly key: string }
  | { readonly kind: 'log.clear' }
  | { readonly kind: 'options.set'; readonly change: OptionsChange }
  | { readonly kind: 'signal.add'; readonly signal: AuthSignal }
  | { readonly kind: 'mark.add'; readonly note: string }
  /** An answer to the tab's site set or removed a session cookie that scripts do not see. */
  | { readonly kind: 'session-cookie.changed'; readonly what: 'set' | 'removed' }
  | { readonly kind: 'recording.export'; readonly request: number; readonly redact: boolean }
  /** What is shown as a Playwright test, with real ids; answered as an export is. */
  | { readonly kind: 'test.export'; readonly request: number }
  /** `add` puts the file beside the one that is shown, in one analysis: another device. */
  | ({ readonly kind: 'recording.import'; readonly add: boolean } & Handed)
  /** Shows the session again in place of a file. */
  | { readonly kind: 'session.show' }
  /** Puts a recording beside what is shown: other devices of one story. */
  | ({ readonly kind: 'device.add' } & Handed)
  /** A piece of a file, the first of them first; the next when this one was taken. */
  | { readonly kind: 'piece.give'; readonly request: number; readonly index: number; readonly text: string }
  /** Takes the recording of this name away again. */
  | { readonly kind: 'device.remove'; readonly name: string }
  /** The next piece of an answer that is too long for one message. */
  | { readonly kind: 'piece.read'; readonly of: LongCommand; readonly request: number }
  /** A copy of what is shown, with real ids: it stays in the extension. */
  | { readonly kind: 'copy.read'; readonly request: number }
  /** The cookie in which the servers of the tab's site keep an anonymous id; `value` when the tester says what it holds. */
  | { readonly kind: 'server-id.set'; readonly cookie: string | null; readonly value: string | null }
  /** What holds for the site in the tab from now on; members that are absent stay. */
  | { readonly kind: 'site.set'; readonly change: SiteChange }
  /** Everything chosen for the site in the tab goes back to its default. */
  | { readonly kind: 'site.forget' }
  /** Server events, one payload a line. */
  | { readonly kind: 'events.inject'; readonly request: number; readonly text: string };

/** What hands a file over. */
export type FileCommand = Extract<PanelCommand, Handed>;

/** Background → panel. */
export type PanelMessage =
  | { readonly kind: 'view.patched'; readonly patch: ViewPatch }
  | { readonly kind: 'row.told'; readonly request: number; readonly detail: RowDetail | null }
  | {
      readonly kind: 'recording.exported';
      readonly request: number;
      readonly name: string;
      readonly text: string;
      /** So many pieces of the text were told before. Absent when this is all of it. */
      readonly pieces?: number;
      /** Those pieces, put together by the panel's end of the line. */
      readonly before?: readonly Blob[];
    }
  /** `pieces`: so many pieces of the copy's text were told before. */
  | { readonly kind: 'copy.told'; readonly request: number; readonly copy: Copy; readonly pieces?: number }
  /** A piece of a text, the first of them first; the last one stands in the answer itself. */
  | { readonly kind: 'piece.told'; readonly of: LongCommand; readonly request: number; readonly index: number; readonly text: string }
  | {
      readonly kind: 'events.injected';
      readonly request: number;
      /** Lines that are events now. */
      readonly taken: number;
      /** Lines that cannot be used, and the first of them. */
      readonly skipped: number;
      readonly errors: readonly { readonly line: number; readonly why: string }[];
    }
  /** A piece of a file was taken: the next may come. */
  | { readonly kind: 'piece.taken'; readonly request: number; readonly index: number }
  /** So much of a file is handed over, 0 to 1; told by the panel's end of the line. */
  | { readonly kind: 'file.progressed'; readonly request: number; readonly share: number }
  /** A file is open. */
  | { readonly kind: 'file.taken'; readonly request: number }
  /** `request` says which file, when it is about one. */
  | { readonly kind: 'command.refused'; readonly command: PanelCommand['kind']; readonly why: string; readonly request?: number };

/** What the panel's shell knows of its line to the background. */
export type Connection = 'connecting' | 'open' | 'lost' | 'invalidated';

/** Whether this extension runs in private windows, which only the browser's own settings can change. */
export type PrivateWindows = {
  readonly browser: 'chromium' | 'firefox';
  /** Null where the shell cannot know. */
  readonly allowed: () => Promise<boolean | null>;
  /** Address of that page, to be typed. */
  readonly address: string;
  /** Opens the extension's page in those settings; null where extensions cannot. */
  readonly openSettings: (() => void) | null;
};

/** What the user interface is given instead of a browser: a shell, a test or a picture frame implements it. */
export interface PanelSource {
  /** Messages and connection changes, in order. Returns a function that ends the subscription. */
  subscribe(listener: (news: PanelMessage | { readonly kind: 'connection.changed'; readonly connection: Connection }) => void): () => void;
  send(command: PanelCommand): void;
  /** Reloads the inspected page; null where the shell cannot. */
  readonly reload: (() => void) | null;
  /** Offers text as a file to keep; `before` is how a long one begins. */
  save(name: string, text: string, before?: readonly Blob[]): void;
  copy(text: string): Promise<void>;
  /** Opens a call site in the Sources panel; null where the shell cannot. */
  readonly openSource: ((url: string, line: number, column: number) => void) | null;
  /** The text of a recording to look at before there is one of one's own; absent where none comes with the shell. */
  readonly demo?: () => Promise<string>;
  readonly theme: 'dark' | 'light' | 'system';
  /** Tells of another theme for as long as the panel is there; absent where the theme stays. */
  onThemeChange?(listener: (theme: 'dark' | 'light') => void): void;
  /** Answers a question about a copy of what is shown, beside everything else; absent where the shell cannot. */
  readonly ask?: (question: CopyQuestion) => Promise<CopyAnswer>;
  /** How private windows can be seen; absent where there are none. */
  readonly privateWindows?: PrivateWindows;
}
