import type { Adapter } from './adapter.ts';
import type { Analysis } from './analysis.ts';
import { createDecoding, type Decoding } from './decoding.ts';
import { type FeedEvents, fedProject, feedsOf, keepFed, optionsOfFeed } from './feeds.ts';
import { buildIdentities, createStoredBefore } from './identities.ts';
import type { ProjectAnalysis } from './landed.ts';
import { placeEvents } from './landing.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Placed } from './ledger-records.ts';
import { createLog, type LogEntry } from './log.ts';
import type { MergeModel } from './model.ts';
import { buildMoments } from './moments.ts';
import type { ForeignObservation, Observation } from './observation.ts';
import type { AnalysisOptions } from './options.ts';
import { isKnownObservation } from './parse-observation.ts';
import { createProjectFolder, type ProjectFolder } from './project-analysis.ts';
import type { Device, Recording } from './recording.ts';
import { sideBySide } from './side-by-side.ts';

export type Registries = {
  readonly adapters: readonly Adapter[];
  readonly models: readonly MergeModel[];
  /** What destinations receive from sources; without it nothing is fed. */
  readonly feed?: FeedEvents;
};

/** Knows a growing recording and tells its analysis at any time. */
export type Analyser = {
  /** In any order; what is known already is dropped. */
  append(observations: readonly (Observation | ForeignObservation)[]): void;
  /** `until` in epoch ms: how far the story is known. Before the last observation it cuts the story there. Default: the last `at`. */
  result(question?: { readonly until?: number }): Analysis;
};

export type AnalyserStart = { readonly devices?: readonly Device[]; readonly skipped?: number };

/** A ledger and the models that its events run through. */
const createEngine = (registries: Registries, options: AnalysisOptions, decoding: Decoding) => {
  const adapters = new Map(registries.adapters.map((adapter) => [adapter.vendor, adapter]));
  const adapterOf = (vendor: string): Adapter | null => adapters.get(vendor) ?? null;
  const folders = new Map<string, ProjectFolder>();
  const feed = registries.feed === undefined ? null : keepFed(registries.feed);
  let ledger: Ledger = createLedger(adapterOf, decoding, options.auth);

  const folderOf = (vendor: string, project: string): ProjectFolder => {
    const key = `${vendor}\n${project}`;
    const folder = folders.get(key) ?? createProjectFolder(registries.models, options, vendor, project);
    folders.set(key, folder);
    return folder;
  };

  /** What the destinations of a source received, as projects of their own. */
  const fedBy = (
    { vendor, project }: ProjectAnalysis,
    placed: readonly Placed[],
    storedBefore: ReturnType<typeof createStoredBefore>,
  ): readonly ProjectAnalysis[] =>
    feed === null
      ? []
      : feedsOf(options.feeds, registries.models, vendor, project).map((model) => {
          const name = fedProject(project, model.vendor);
          const key = `${model.vendor}\n${name}`;
          const folder = folders.get(key) ?? createProjectFolder(registries.models, optionsOfFeed(options, model), model.vendor, name);
          folders.set(key, folder);
          const received = placed.flatMap((one) =>
            feed(one.event, { model, project: name }).map((event, part) => ({
              ...one,
              event,
              key: `feed:${model.vendor}:${one.key}:${part}`,
            })),
          );
          const analysis = folder.analyse(ledger, received, (device) => storedBefore(device, vendor, project));
          return { ...analysis, fedBy: { vendor, project } };
        });

  return {
    /** Forgets what it took, but not what the models did with it. */
    restart: (): void => {
      ledger = createLedger(adapterOf, decoding, options.auth);
    },
    take: (entries: readonly LogEntry[], from = 0): void => {
      for (let index = from; index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry !== undefined) ledger.take(entry);
      }
    },
    tell: (until: number, lastSeen: number, devices: readonly Device[], skipped: number): Analysis => {
      const storedBefore = createStoredBefore(ledger);
      const fed: ProjectAnalysis[] = [];
      const observed = placeEvents(ledger, options, decoding.inProject).map(({ vendor, project, placed, nothingArrived }) => {
        placed.forEach(({ record: { told } }, index) => {
          if (told.ref?.index !== index || told.ref.project !== project) told.ref = { vendor, project, index };
        });
        const analysis = folderOf(vendor, project).analyse(ledger, placed, storedBefore);
        fed.push(...fedBy(analysis, placed, storedBefore));
        return nothingArrived ? { ...analysis, nothingArrived } : analysis;
      });
      return {
        until,
        lastSeen,
        projects: [...observed, ...fed],
        moments: buildMoments(ledger, (record) => record.told.ref),
        identities: buildIdentities(ledger),
        profileWrites: ledger.profileWrites(),
        skipped: skipped + ledger.unreadable(),
        devices,
      };
    },
  };
};

/**
 * The incremental analysis. What arrives in order costs its own length; what arrives out of order makes the ledger anew,
 * while models fold again only from the first event that changed. The same observations give the same analysis in whatever
 * order and portions they came.
 */
export const createAnalyser = (registries: Registries, options: AnalysisOptions, start: AnalyserStart = {}): Analyser => {
  const log = createLog();
  const decoding = createDecoding();
  const engine = createEngine(registries, options, decoding);
  const named = new Map((start.devices ?? []).map(({ id, label }) => [id, label]));
  const unnamed = new Set<string>();
  let skipped = start.skipped ?? 0;

  const devices = (): readonly Device[] => [
    ...[...named].map(([id, label]) => ({ id, label })),
    ...[...unnamed].sort().map((id) => ({ id, label: id })),
  ];

  return {
    append: (observations) => {
      const known = observations.filter(isKnownObservation);
      skipped += observations.length - known.length;
      for (const { device } of known) if (!named.has(device)) unnamed.add(device);
      const before = log.entries.length;
      const from = log.append(known);
      if (from < before) engine.restart();
      engine.take(log.entries, from < before ? 0 : before);
    },
    result: ({ until } = {}) => {
      const last = log.entries.at(-1)?.position.at ?? 0;
      const end = until ?? last;
      if (end >= last) return engine.tell(end, last, devices(), skipped);
      const cut = createEngine(registries, options, decoding);
      const seen = log.entries.filter(({ position }) => position.at <= end);
      cut.take(seen);
      return cut.tell(end, seen.at(-1)?.position.at ?? 0, devices(), skipped);
    },
  };
};

/** Recordings as one analysis. `until` in epoch ms, by default the last `at`. */
export const analyse = (
  recordings: readonly Recording[],
  registries: Registries,
  options: AnalysisOptions,
  { until, skipped = 0 }: { readonly until?: number; readonly skipped?: number } = {},
): Analysis => {
  const { devices, observations } = sideBySide(recordings);
  const analyser = createAnalyser(registries, options, { devices, skipped });
  analyser.append(observations);
  return analyser.result(until === undefined ? {} : { until });
};
