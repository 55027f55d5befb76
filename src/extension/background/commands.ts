import type { AnalysisOptions } from '../../core/options.ts';
import type { Recording } from '../../core/recording.ts';
import { pieceMinLength } from '../../messages/limits.ts';
import type { FileCommand, PanelCommand, PanelMessage } from '../../messages/panel.ts';
import type { RowDetail } from '../../messages/view.ts';
import type { Answer, LongAnswer } from './handing-over.ts';
import type { Live } from './live.ts';
import type { ManualFact } from './manual.ts';
import type { ServerSide } from './server-side.ts';
import type { Shown } from './shown.ts';
import type { SiteOptions } from './site-options.ts';

export type CommandDeps = {
  readonly live: Live;
  readonly shown: Shown;
  readonly detail: (key: string) => RowDetail | null;
  readonly addManual: (tab: number, fact: ManualFact) => void;
  readonly serverSide: Pick<ServerSide, 'name' | 'inject' | 'forget' | 'siteIn'>;
  readonly siteOptions: Pick<SiteOptions, 'choose' | 'change' | 'forget'>;
  /** Another cookie is to be watched. */
  readonly watchCookies: () => void;
  /** Other pages may report, or fewer. */
  readonly switchPages: () => void;
  /** How far a recording that goes on is known, epoch ms. */
  readonly now: () => number;
  readonly redact: (recording: Recording) => Recording;
  readonly piecesOf: (recording: Recording, least: number) => Iterator<string, void, undefined>;
  /** A recording as a Playwright test; null where nobody was identified. */
  readonly testOf: (recording: Recording, options: AnalysisOptions, source: string) => string | null;
};

const fileName = (recording: Recording): string =>
  `idscope-${recording.startedAt.slice(0, 16).replace('T', '-').replace(':', '')}.idscope.json`;

const fileShown = 'A file is shown, and files stay as they are: clear it to return to what is recorded.';

/** Says of a file whether it is open. */
const taken = ({ kind, request }: FileCommand, why: string | null, answer: (message: Answer) => void): void => {
  if (why !== null) answer({ kind: 'command.refused', command: kind, why, ...(request === undefined ? {} : { request }) });
  else if (request !== undefined) answer({ kind: 'file.taken', request });
};

const noSite = 'No page of a site is open in this tab yet: reload it.';

/** Carries out what panels ask for. */
export const createCommands = (deps: CommandDeps) => {
  const { live, shown } = deps;

  const exported = (request: number, redacted: boolean): LongAnswer => {
    const recording = shown.recording();
    const name = fileName(recording);
    return {
      kind: 'long',
      of: 'recording.export',
      request,
      pieces: deps.piecesOf(redacted ? deps.redact(recording) : recording, pieceMinLength),
      last: (text, pieces) => ({ kind: 'recording.exported', request, name, text, ...pieces }),
    };
  };

  const copied = (request: number): LongAnswer => {
    const until = shown.imported() === null ? deps.now() : null;
    const about = { options: live.options(), until, skipped: shown.skipped() };
    return {
      kind: 'long',
      of: 'copy.read',
      request,
      pieces: deps.piecesOf(shown.recording(), pieceMinLength),
      last: (text, pieces) => ({ kind: 'copy.told', request, copy: { text, ...about }, ...pieces }),
    };
  };

  const asTest = (request: number): PanelMessage => {
    const recording = shown.recording();
    const name = shown.imported() ?? fileName(recording);
    const text = deps.testOf(recording, live.options(), name);
    return text === null
      ? { kind: 'command.refused', command: 'test.export', why: 'Nobody was identified yet, so there is nothing to assert.' }
      : { kind: 'recording.exported', request, name: fileName(recording).replace('.idscope.json', '.spec.ts'), text };
  };

  return (command: PanelCommand, tab: number, answer: (message: Answer) => void): void => {
    const { kind } = command;
    switch (kind) {
      case 'panel.hello':
      case 'piece.read':
      case 'piece.give':
        return;
      case 'row.read':
        answer({ kind: 'row.told', request: command.request, detail: deps.detail(command.key) });
        return;
      case 'log.clear':
        deps.serverSide.forget();
        shown.clear();
        return;
      case 'session.show':
        shown.showSession();
        return;
      case 'device.add': {
        taken(command, shown.add(command.name, command.text), answer);
        return;
      }
      case 'device.remove':
        shown.remove(command.name);
        return;
      case 'copy.read':
        answer(copied(command.request));
        return;
      case 'options.set':
        deps.siteOptions.choose(shown.imported() === null ? deps.serverSide.siteIn(tab) : null, command.change);
        return;
      case 'site.set':
      case 'site.forget': {
        const site = shown.imported() === null ? deps.serverSide.siteIn(tab) : null;
        if (site === null) {
          answer({ kind: 'command.refused', command: kind, why: shown.imported() === null ? noSite : fileShown });
          return;
        }
        if (command.kind === 'site.set') deps.siteOptions.change(site, command.change);
        else deps.siteOptions.forget(site);
        deps.switchPages();
        deps.watchCookies();
        return;
      }
      case 'signal.add':
        deps.addManual(tab, { kind: 'auth.signalled', signal: command.signal, confirmed: true, source: 'button', detail: '' });
        return;
      case 'mark.add':
        if (shown.imported() !== null) answer({ kind: 'command.refused', command: kind, why: fileShown });
        else deps.addManual(tab, { kind: 'mark.added', note: command.note });
        return;
      case 'session-cookie.changed': {
        const signal = command.what === 'set' ? 'login' : 'logout';
        deps.addManual(tab, { kind: 'auth.signalled', signal, confirmed: false, source: 'hint:cookie', detail: '' });
        return;
      }
      case 'recording.export':
        answer(exported(command.request, command.redact));
        return;
      case 'test.export':
        answer(asTest(command.request));
        return;
      case 'recording.import': {
        taken(command, shown.open(command.name, command.text, command.add), answer);
        return;
      }
      case 'server-id.set':
        if (shown.imported() !== null) answer({ kind: 'command.refused', command: kind, why: fileShown });
        else if (deps.serverSide.name(tab, command.cookie, command.value)) deps.watchCookies();
        else answer({ kind: 'command.refused', command: kind, why: noSite });
        return;
      case 'events.inject':
        if (shown.imported() !== null) answer({ kind: 'command.refused', command: kind, why: fileShown });
        else answer({ kind: 'events.injected', request: command.request, ...deps.serverSide.inject(tab, command.text) });
        return;
    }
  };
};
