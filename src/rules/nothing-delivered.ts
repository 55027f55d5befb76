import { listed, sdkName } from '../core/wording.ts';
import { atEvents, given } from './evidence.ts';
import type { RawFinding, Rule } from './rule.ts';

/** W39. Rules about single losses stay silent then, and the view shows events as called. */
export const nothingDelivered: Rule = {
  id: 'nothing-delivered',
  number: 'W39',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'Nothing of this project reaches the vendor',
  cite: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Headers/Content-Security-Policy/connect-src',
  settings: [
    {
      name: 'failed-requests',
      title: 'How many requests must have failed, with none that did not',
      default: '2',
      values: [],
      cite: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Headers/Content-Security-Policy/connect-src',
      assumption: false,
    },
  ],
  explainedBy: [],
  check: ({ analysis, project, settings }) => {
    if (project.nothingArrived !== true) return { findings: [], unchecked: [] };
    const least = Number(settings['failed-requests'] ?? 2);
    const failed = project.events.filter((e) => e.delivery === 'failed' && e.sent !== null);
    const requests = new Set(failed.map((e) => `${e.sent?.document} ${e.sent?.seq}`));
    if (requests.size < least)
      return {
        findings: [],
        unchecked: [
          `Only ${requests.size === 1 ? 'one request was' : `${requests.size} requests were`} seen, and failed: too little to tell that nothing arrives.`,
        ],
      };
    const [first] = failed;
    const names = [...new Set(failed.map((e) => e.event.name))];
    const finding: RawFinding = {
      severity: 'warning',
      document: first?.document ?? null,
      evidence: atEvents(project, failed),
      wrong: [],
      about: {
        ids: given(project.events.flatMap(({ event: { ids } }) => [ids.anonymousId, ids.knownId])),
        device: null,
        from: first?.called.at ?? 0,
        to: Math.max(analysis.until, first?.called.at ?? 0),
      },
      what: `All ${requests.size} requests of this project failed (${listed(names, 3)}). Events are shown as they were called.`,
      consequence: 'The vendor has nothing of this visit. Where events seem to land is what would have happened if they had arrived.',
      fix: `Look at the console of the page: a Content-Security-Policy that does not list the vendor's host under connect-src, a blocker in this browser, or a wrong host or key given to ${sdkName(project.vendor)}.`,
    };
    return { findings: [finding], unchecked: [] };
  },
};
