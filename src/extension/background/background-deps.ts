import type { DecodedRequest, RawRequest } from '../../core/adapter.ts';
import type { FactOf } from '../../core/observation.ts';
import type { ParsedRecording } from '../../core/parse-recording.ts';
import type { Recording } from '../../core/recording.ts';
import type { Report } from '../../core/report.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionStore } from '../platform/session-store.ts';
import type { SettingsStore } from '../platform/settings-store.ts';
import type { SetBadge } from './badge.ts';
import type { CommandDeps } from './commands.ts';
import type { EngineFor } from './live.ts';
import type { Self } from './senders.ts';
import type { ViewDeps } from './view/build-view.ts';
import type { DetailDeps } from './view/detail.ts';

/** What the worker needs of the browser, and of everything that judges. */
export type BackgroundDeps = {
  readonly self: Self;
  readonly store: SessionStore;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly version: string;
  readonly browser: string | null;
  /** Asks every bridge of the tab to connect; false when no bridge is there. */
  readonly wake: (tab: number) => Promise<boolean>;
  /** Writes the number on the toolbar's icon. */
  readonly setBadge: SetBadge;
  /** Tells of every tab that finished loading, until the returned function is called. */
  readonly onTabLoaded: (listener: (tab: number) => void) => () => void;
  readonly engineFor: EngineFor;
  readonly parseReport: (value: unknown) => Report | null;
  /** A recording, or a HAR as one, from the text of a file. */
  readonly openText: (text: string, name: string) => ParsedRecording;
  /** Whether a call only tracks something, or sets what concerns no id. */
  readonly isOrdinaryCall: (call: FactOf<'call.observed'>) => boolean;
  readonly decode: (request: RawRequest) => DecodedRequest | null;
  readonly redact: (recording: Recording) => Recording;
  readonly testOf: CommandDeps['testOf'];
  readonly serialise: (recording: Recording) => string;
  /** The same text in pieces of at least `least` characters, but for the last. */
  readonly piecesOf: (recording: Recording, least: number) => Iterator<string, void, undefined>;
  readonly view: ViewDeps & DetailDeps;
  /** Runs a job in a later task, behind what has arrived by then; without it what pages say is taken as it comes. */
  readonly later?: (job: () => void) => void;
  /** A longer recording is folded. */
  readonly wholeMaxObservations?: number;
};
