import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { namesItself } from '../core/thread.ts';
import { callsOf } from './project-calls.ts';

/** One alias that the vendor was sent. */
export type Alias = {
  readonly event: LandedEvent;
  /** The new name and the id it is given to. */
  readonly name: string | null;
  readonly of: string | null;
  /** Who was known when it was called. */
  readonly known: string | null;
  readonly at: number;
};

/** The aliases of a project in model order, from calls or from payloads alone. */
export const aliasesOf = (analysis: Analysis, project: ProjectAnalysis): readonly Alias[] => {
  const calls = new Map(callsOf(analysis, project).map((call) => [call.call, call]));
  return project.events.flatMap((event): readonly Alias[] => {
    const { claims, ids, name } = event.event;
    if (namesItself(event.event) || (claims.shape !== 'segment' && name !== '$create_alias') || !event.included) return [];
    const before = event.call === null ? undefined : calls.get(event.call)?.before;
    const at = event.called.at;
    switch (claims.shape) {
      case 'segment':
        return [{ event, name: claims.userId, of: claims.previousId, known: before?.knownId ?? null, at }];
      case 'mixpanel':
        return [
          { event, name: claims.alias, of: claims.distinctId, known: before === undefined ? claims.userId : (before?.knownId ?? null), at },
        ];
      case 'posthog':
        return [{ event, name: claims.alias, of: claims.distinctId, known: before?.knownId ?? ids.knownId, at }];
      default:
        return [];
    }
  });
};
