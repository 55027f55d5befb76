import { expect as base, type ExpectMatcherState, type MatcherReturnType } from '@playwright/test';
import { adapterOf } from '../adapters/index.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import type { Judged } from '../reports/engine.ts';
import { isOwn } from '../rules/judge.ts';
import type { Severity } from '../rules/rule.ts';
import { type Identity, observedOf } from './identity.ts';
import { anonymousVerdict, identifiedVerdict } from './identity-verdict.ts';
import { findingsVerdict, flowVerdict } from './judgement-verdicts.ts';
import { landingVerdict, noSuchEvent } from './landing-verdict.ts';
import { resetVerdict } from './reset-verdict.ts';
import { silenceOf, type Wanted, wantedProjects, whyNothing } from './silence.ts';
import { allOf, storyEnd, type Verdict } from './verdict.ts';

/** Which projects a matcher is about, all by default, and how long it may take to come true, in ms. */
export type MatcherOptions = Wanted & { readonly timeout?: number };

type Judge = (judged: Judged, projects: readonly ProjectAnalysis[]) => Verdict;

const every = 150;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks until it holds (or, negated, does not) or the time is over. Where nothing was observed it fails either way: a test
 * must not pass because analytics was silent.
 */
const asked = async (
  state: ExpectMatcherState,
  name: string,
  identity: Identity,
  { timeout = state.timeout, ...wanted }: MatcherOptions,
  judge: Judge,
): Promise<MatcherReturnType> => {
  const observed = observedOf(identity);
  const end = Date.now() + timeout;
  for (;;) {
    const judged = await observed.judged();
    const { ownProjects } = observed.options;
    const projects = wantedProjects(judged, wanted).filter((project) => isOwn(judged.analysis, project, ownProjects));
    const nothing = whyNothing(judged, wanted, observed.pages());
    const verdict: Verdict = nothing === null ? judge(judged, projects) : { holds: null, why: `Nothing could be checked. ${nothing}` };
    const isDone = verdict.holds !== null && verdict.holds !== state.isNot;
    if (!isDone && Date.now() < end) {
      await pause(every);
      continue;
    }
    const head = `${state.isNot ? 'not.' : ''}${name}`;
    return {
      name,
      pass: verdict.holds ?? state.isNot,
      message: () => `expect(identity).${head}\n\n${verdict.why}${storyEnd(judged, wanted)}`,
    };
  }
};

const each =
  (judge: (judged: Judged, project: ProjectAnalysis) => Verdict): Judge =>
  (judged, projects) =>
    allOf(
      projects
        .filter(({ vendor }) => adapterOf(vendor)?.wire !== 'unseen')
        .map((project) => {
          const silence = silenceOf(judged, project);
          return silence === null ? judge(judged, project) : { holds: null, why: silence };
        }),
    );

/** Playwright's `expect` with what can be asked of an identity. */
export const expect = base.extend({
  /** Exactly one reset since the last log-out, and it took effect. */
  toHaveReset(identity: Identity, options: MatcherOptions = {}) {
    return asked(
      this,
      'toHaveReset',
      identity,
      options,
      each(({ analysis }, project) => resetVerdict(analysis, project)),
    );
  },
  /** The next event will be sent as this known id. */
  toBeIdentifiedAs(identity: Identity, id: string, options: MatcherOptions = {}) {
    return asked(
      this,
      'toBeIdentifiedAs',
      identity,
      options,
      each(({ analysis }, project) => identifiedVerdict(analysis, project, id)),
    );
  },
  /** The next event will be sent as nobody known. */
  toBeAnonymous(identity: Identity, options: MatcherOptions = {}) {
    return asked(
      this,
      'toBeAnonymous',
      identity,
      options,
      each(({ analysis }, project) => anonymousVerdict(analysis, project)),
    );
  },
  /** The last event of this name, or each with `all`, counts for the person with this id. */
  toHaveLandedOn(
    identity: Identity,
    event: string,
    id: string,
    { all = false, ...options }: MatcherOptions & { readonly all?: boolean } = {},
  ) {
    return asked(this, 'toHaveLandedOn', identity, options, (_judged, projects) => {
      const verdicts = projects.flatMap((project) => landingVerdict(project, event, id, all));
      return verdicts.length === 0 ? { holds: null, why: noSuchEvent(projects, event) } : allOf(verdicts);
    });
  },
  /** The flow was tried, and every run of it passed. */
  toPassFlow(identity: Identity, flow: string, options: MatcherOptions = {}) {
    return asked(this, 'toPassFlow', identity, options, (judged) => flowVerdict(judged, flow, options));
  },
  /** Nothing at or above the severity, `info` by default, was found. Waits until everything has settled. */
  async toHaveNoFindings(identity: Identity, { severity = 'info', ...options }: MatcherOptions & { readonly severity?: Severity } = {}) {
    await identity.settled();
    return asked(this, 'toHaveNoFindings', identity, options, (judged) => {
      const [silent] = Object.keys(options).length === 0 ? observedOf(identity).checked(judged).failing.emptiness : [];
      return silent === undefined ? findingsVerdict(judged, severity, options) : { holds: null, why: silent };
    });
  },
});
