import { noAuthPatterns } from '../../core/auth-patterns.ts';
import type { Json } from '../../core/json.ts';
import type { Observation } from '../../core/observation.ts';
import { defaultOptions } from '../../core/options.ts';
import { siteOf } from '../../core/site.ts';
import type { PanelMessage } from '../../messages/panel.ts';
import { parseOptions } from '../../messages/parse-options.ts';
import type { ViewServerId, ViewSite } from '../../messages/view.ts';
import type { Judged } from '../../reports/engine.ts';
import type { Line } from '../platform/port.ts';
import type { BackgroundDeps } from './background-deps.ts';
import { createBadge } from './badge.ts';
import { createCommands } from './commands.ts';
import { commandsInTurn } from './commands-in-turn.ts';
import { earlyLine } from './early-line.ts';
import { createFolding, wholeMaxObservations } from './folding.ts';
import { createLive } from './live.ts';
import { createManual } from './manual.ts';
import { createPages } from './pages.ts';
import { createPanels } from './panels.ts';
import { createPressure } from './pressure.ts';
import { createReach } from './reach.ts';
import { createRecorder } from './recorder.ts';
import { createServerSide } from './server-side.ts';
import { openSession } from './session.ts';
import { openShown, type Shown } from './shown.ts';
import { createSiteOptions } from './site-options.ts';
import { openSiteSettings } from './site-settings.ts';
import { createTurns } from './turns.ts';
import { buildSharedView, type SharedView } from './view/build-view.ts';
import { toDetail } from './view/detail.ts';
import { openWatchedTabs } from './watched-tabs.ts';

const optionsKey = 'options';
const meanwhileMs = 500;
const noServerId: ViewServerId = { site: null, cookie: null, value: null };
const noSite: ViewSite = { site: null, alwaysRecord: false, auth: noAuthPatterns, muted: [] };

/** The background's two doors, open from the first moment of the worker. */
export type Background = {
  connectPage(line: Line): void;
  connectPanel(line: Line): void;
  /** No private window is open any more. */
  privateWindowsClosed(): void;
  /** Resolves when what the store held is back. */
  readonly ready: Promise<void>;
};

const assemble = async (deps: BackgroundDeps) => {
  const { self, store, clock } = deps;
  const stored = await store.readAll();

  const live = createLive({
    engineFor: deps.engineFor,
    clock,
    options: parseOptions(stored[optionsKey] as Json | undefined) ?? defaultOptions,
    publish: (judged, options) => {
      const view = { judged, shared: buildSharedView(judged, options, deps.view) };
      current = view;
      panels.publish(view.judged, view.shared);
      showBadges(judged);
    },
  });
  let current: { judged: Judged; shared: SharedView } | null = null;
  let shown: Shown | null = null;

  let telling = false;
  /** A file is shown, or the log is full: what comes meanwhile is counted, now and then. */
  const tellMeanwhile = (): void => {
    if (telling) return;
    telling = true;
    clock.after(meanwhileMs, () => {
      telling = false;
      if (current !== null) panels.publish(current.judged, current.shared);
    });
  };

  const showFresh = (observations: readonly Observation[]): void => {
    if (shown === null || shown.imported() === null) live.append(observations);
    else if (observations.length > 0) tellMeanwhile();
  };
  const session = await openSession({
    store,
    stored,
    clock,
    newRecordingId: deps.newId,
    newDeviceId: () => deps.newId().slice(-12),
    version: deps.version,
    browser: deps.browser,
    onNote: showFresh,
  });
  shown = await openShown({ session, live, store, stored, openText: deps.openText, serialise: deps.serialise });
  const onShow = shown;

  const settings = await openSiteSettings(deps.settings);
  const siteOptions = createSiteOptions(settings, {
    get: live.options,
    set: (options) => {
      live.setOptions(options);
      store.write({ [optionsKey]: options as unknown as Json }).catch(() => undefined);
    },
  });
  siteOptions.knows(session.recording().observations);

  const fold = createFolding({
    session,
    judged: () => {
      if (onShow.imported() === null) return live.judged();
      const engine = deps.engineFor(live.options(), { skipped: 0 });
      engine.append(session.recording().observations);
      return engine.result();
    },
    onFolded: () => {
      if (onShow.imported() === null) onShow.showSession();
    },
    maxObservations: deps.wholeMaxObservations ?? wholeMaxObservations,
  });

  const take = (observations: readonly Observation[]): Promise<void> => {
    const before = session.dropped();
    const kept = session.append(observations);
    if (session.dropped() > before) tellMeanwhile();
    siteOptions.opened(kept);
    showFresh(kept);
    live.watch(looking());
    fold();
    return session.saved();
  };

  const serverSide = createServerSide({
    session,
    settings,
    clock,
    newId: deps.newId,
    onlyProject: (vendor) => {
      const [first, ...others] = live
        .judged()
        .analysis.projects.filter((project) => project.vendor === vendor && project.fedBy === undefined);
      return first === undefined || others.length > 0 ? null : first.project;
    },
    take: (observations) => {
      take(observations).catch(() => undefined);
    },
  });

  const reach = createReach({
    wake: deps.wake,
    onTabLoaded: deps.onTabLoaded,
    watches: (tab) => watched.has(tab),
    onChange: live.refresh,
  });
  const watched = openWatchedTabs({
    store,
    stored,
    clock,
    onChange: (tab, on) => {
      pages.switch(tab, on);
      if (on) reach.wake(tab);
      else if (!pages.reporting().includes(tab)) badge.clear(tab);
    },
  });

  const turns = createTurns(deps.later ?? ((job) => job()));
  const pages = createPages({
    self,
    turns,
    watches: (tab, top) => watched.has(tab) || settings.of(siteOf(top)).alwaysRecord,
    record: createRecorder({
      parseReport: deps.parseReport,
      decode: deps.decode,
      deviceOf: session.devices.idOf,
      flood: { pressure: createPressure(clock), isOrdinaryCall: deps.isOrdinaryCall },
    }),
    keep: ({ observations, unusable, shed }) => {
      if (shed > 0)
        session.lose(
          'calls',
          'a page made more at once than could be recorded in time: of its ordinary ones these were only counted',
          shed,
        );
      if (unusable > 0) session.lose('reports', 'they could not be understood', unusable);
      return take(observations);
    },
    miss: (count) => {
      session.lose('reports', 'pages said more at once than could wait to be recorded', count);
      return take([]);
    },
    onHello: reach.reached,
    cookieOf: serverSide.cookieOf,
    onCookie: serverSide.seen,
  });

  let looks = 0;
  /** Panels look at results; so does who reads the toolbar's icon where a site is always recorded. */
  const looking = (): boolean => looks > 0 || pages.reporting().length > 0;
  const badge = createBadge(deps.setBadge);
  const showBadges = (judged: Judged): void => {
    for (const tab of new Set([...watched.all(), ...pages.reporting()])) {
      const errors = onShow.imported() === null ? deps.view.toStrip(judged, { tab }).counts.error : 0;
      badge.show(tab, errors, session.topDocument(tab)?.id ?? null);
    }
  };
  const siteView = (tab: number): ViewSite => {
    const site = serverSide.siteIn(tab);
    const { alwaysRecord, auth, muted } = settings.of(site);
    return { site, alwaysRecord, auth, muted };
  };

  const addManual = createManual(session, clock);
  const panels = createPanels({
    self,
    view: deps.view,
    around: (tab) => {
      const imported = onShow.imported();
      const added = onShow.added();
      const alone = imported === null && added.length === 0;
      const observations = alone ? session.size() : onShow.recording().observations.length;
      return {
        imported,
        meanwhile: onShow.meanwhile(),
        added,
        observations,
        dropped: imported === null ? session.dropped() : 0,
        unreachable: imported === null && reach.unreachable(tab),
        failure: live.failure(),
        serverId: imported === null ? serverSide.view(tab) : noServerId,
        site: imported === null ? siteView(tab) : noSite,
      };
    },
    watch: watched.open,
    current: () => {
      const judged = live.recent();
      if (current?.judged !== judged) current = { judged, shared: buildSharedView(judged, live.options(), deps.view) };
      return current;
    },
    obey: commandsInTurn(
      turns,
      createCommands({
        now: clock.now,
        live,
        shown: onShow,
        detail: (key) => toDetail(key, live.recent(), onShow.recording().observations, deps.view),
        addManual: (tab, fact) => {
          take([addManual(tab, fact)]).catch(() => undefined);
        },
        serverSide,
        watchCookies: () => {
          pages.watchCookies();
          live.refresh();
        },
        siteOptions,
        switchPages: () => {
          pages.switchAll();
          live.refresh();
        },
        redact: deps.redact,
        testOf: deps.testOf,
        piecesOf: deps.piecesOf,
      }),
    ),
    onCount: (count) => {
      looks = count;
      live.watch(looking());
      reach.follow(count > 0);
    },
  });

  return { pages, panels, session };
};

/** Everything the worker does, over dependencies that a test can give. */
export const startBackground = (deps: BackgroundDeps): Background => {
  const parts = assemble(deps);
  return {
    connectPage: (line) => {
      const early = earlyLine(line);
      void parts.then(({ pages }) => pages.connect(early));
    },
    connectPanel: (line) => {
      const early = earlyLine(line);
      parts.then(
        ({ panels }) => panels.connect(early),
        (failure) =>
          early.post({
            kind: 'command.refused',
            command: 'panel.hello',
            why: `Idscope could not start: ${failure}`,
          } satisfies PanelMessage),
      );
    },
    privateWindowsClosed: () => {
      void parts.then(({ session }) => {
        session.devices.privateWindowsClosed();
        session.saved().catch(() => undefined);
      });
    },
    ready: parts.then(() => undefined),
  };
};
