import type { ProjectAnalysis } from '../../../core/landed.ts';
import type { ViewRefusal } from '../../../messages/view.ts';
import type { Places } from './places.ts';

/** Links that were asked for and refused, each pair of ids once: after a log-out without a reset every event asks again. */
export const toRefusals = (project: ProjectAnalysis, places: Places): readonly ViewRefusal[] => {
  const found = new Map<string, ViewRefusal>();
  for (const { merge, link, reason, index } of project.events) {
    if (merge !== 'refused' || link.length < 2) continue;
    const name = JSON.stringify([...link].sort());
    const earlier = found.get(name);
    if (earlier === undefined) {
      const key = places.rowOfEvent(project.vendor, project.project, index);
      found.set(name, { event: index, ids: link, reason: reason ?? '', key, times: 1 });
    } else found.set(name, { ...earlier, times: earlier.times + 1 });
  }
  return [...found.values()];
};
