import { idscopeFailed } from '../../core/error-text.ts';
import type { PanelCommand } from '../../messages/panel.ts';
import type { Answer } from './handing-over.ts';
import type { Turns } from './turns.ts';

type Obey = (command: PanelCommand, tab: number, answer: (message: Answer) => void) => void;

/** What concerns the recording as it is when they are given: pages may have said things before that were not taken yet. */
const inTurn: ReadonlySet<PanelCommand['kind']> = new Set([
  'log.clear',
  'recording.export',
  'copy.read',
  'test.export',
  'mark.add',
  'signal.add',
  'session-cookie.changed',
  'server-id.set',
  'events.inject',
] satisfies readonly PanelCommand['kind'][]);

/** Commands about the recording wait for what pages said before them; all others are obeyed at once. */
export const commandsInTurn =
  (turns: Turns, obey: Obey): Obey =>
  (command, tab, answer) => {
    if (!inTurn.has(command.kind)) {
      obey(command, tab, answer);
      return;
    }
    turns.add(() => {
      try {
        obey(command, tab, answer);
      } catch (error) {
        answer({
          kind: 'command.refused',
          command: command.kind,
          why: idscopeFailed(error),
        });
      }
    });
  };
