import type { AuthPatterns } from './auth-patterns.ts';
import type { Settings } from './model.ts';

/** A source whose events a destination receives from the source's servers. `from` is a project, or a vendor for all its projects; `to` a model. */
export type Feed = { readonly from: string; readonly to: string };

/** A rule that is not to be judged, in one project or in all, and why. */
export type Muted = { readonly rule: string; readonly project: string | null; readonly reason: string };

/** How a recording is to be read. Everything that a tester can choose, in one value. */
export type AnalysisOptions = {
  /** Which events reach the model: as delivered leaves out failed, lost and suppressed ones. */
  readonly as: 'delivered' | 'called';
  readonly order: 'ingestion' | 'client-time';
  /** Model id by project, or by vendor for all its projects. Project wins. */
  readonly models: Readonly<Record<string, string>>;
  readonly settings: Settings;
  /** Projects the site owns; null means every project seen in a top frame. */
  readonly ownProjects: readonly string[] | null;
  /** Destinations that receive a source's events from its servers. */
  readonly feeds?: readonly Feed[];
  /** Where this site logs in and out, beyond what shows by itself. */
  readonly auth?: AuthPatterns;
  /** Rules that the team decided to live without. They are told as not judged, with the reason. */
  readonly muted?: readonly Muted[];
};

export const defaultOptions: AnalysisOptions = { as: 'delivered', order: 'ingestion', models: {}, settings: {}, ownProjects: null };
