import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { AuthSignal } from '../core/observation.ts';
import { pasteMaxLength, protocolVersion } from '../messages/limits.ts';
import type { OptionsChange } from '../messages/options-change.ts';
import type { PanelSource, SiteChange } from '../messages/panel.ts';
import type { ViewPatch, ViewRow } from '../messages/view.ts';
import { writeConfig } from '../reports/write-config.ts';
import { type Comparing, startComparing } from './comparing.ts';
import { parseQuery, rowFilter, touchesIdentity } from './filter.ts';
import { type FileToOpen, type Importing, startImporting } from './importing.ts';
import type { Projects } from './landed-at.ts';
import { type Rail, startRail } from './rail.ts';
import { reduce } from './reduce.ts';
import { initialState, type Tab, type UiAction, type UiState } from './state.ts';
import { startTimelineItems, type TimelineItems } from './timeline-items.ts';
import { startTrial, type Trial } from './trial.ts';
import { words } from './words/en.ts';

/** Runs a task soon, once; how soon is the caller's choice (the panel: at the next frame). */
export type Schedule = (task: () => void) => void;

/** The one store of the user interface. Components read signals and call the verbs; nothing else changes anything. */
export type Store = {
  readonly source: PanelSource;
  readonly state: ReadonlySignal<UiState>;
  readonly projects: ReadonlySignal<Projects>;
  readonly items: ReadonlySignal<TimelineItems>;
  readonly rail: ReadonlySignal<Rail>;
  select(key: string | null, open?: boolean): void;
  /** Selects a row and brings the timeline to it, whatever the filter hides. */
  jump(key: string): void;
  closeDetail(): void;
  choose(tab: Tab): void;
  filter(text: string): void;
  identityOnly(on: boolean): void;
  shortcuts(open: boolean): void;
  serverSide(open: boolean): void;
  settings(open: boolean): void;
  /** Changes what holds for the site in the tab. */
  site(change: SiteChange): void;
  /** Everything chosen for the site goes back to its default. */
  forgetSite(): void;
  /** Names the cookie with the servers' own id, and says what it holds unless `value` is null. */
  nameServerId(cookie: string | null, value: string | null): void;
  inject(text: string): void;
  dismissRefusal(): void;
  tell(signal: AuthSignal): void;
  options(change: OptionsChange): void;
  clear(): void;
  export(redact: boolean): void;
  exportTest(): void;
  /** What is chosen here as the configuration of the command and the fixture. */
  exportConfig(): void;
  /** Shows files in place of the page, several as one analysis. */
  import(files: readonly FileToOpen[]): void;
  readonly importing: Pick<Importing, 'state' | 'read'>;
  /** What is tried on a copy. */
  readonly trial: Trial;
  readonly comparing: Comparing;
  /** Selects a row and brings the timeline to it, without opening it. */
  show(key: string): void;
  /** Opens or closes the form for a mark, and the sheet of devices. */
  marking(open: boolean): void;
  devices(open: boolean): void;
  mark(note: string): void;
  addDevice(files: readonly FileToOpen[]): void;
  removeDevice(name: string): void;
  /** From a file back to the session. */
  showLive(): void;
  /** Shows everything as it stood when this row was the last. */
  travel(row: string): void;
  /** Back to now. */
  present(): void;
  stop(): void;
};

/** One empty list for all, so that nothing seems to change while there is nothing. */
const none: never[] = [];

const all = (): boolean => true;

/** Patches are gathered and applied together, once a scheduled task, so that a burst costs one render. */
export const startStore = (source: PanelSource, schedule: Schedule): Store => {
  const state = signal<UiState>(initialState);
  let requests = 0;
  let pending: ViewPatch[] = [];
  let stopped = false;
  /** The detail request still without an answer; while there is one, no other is made for the same row. */
  let outstanding: number | null = null;

  const rows = computed(() => state.value.view?.rows ?? none);
  const view = computed(() => state.value.view);
  const projects = computed((): Projects => view.value?.projects ?? none);
  const devices = computed(() => view.value?.devices ?? none);
  const filterText = computed(() => state.value.filter);
  const identityOnlyOn = computed(() => state.value.identityOnly);
  /** Which rows are shown; another function only where the answer may differ. */
  const kept = computed(() => {
    const query = parseQuery(filterText.value);
    const everything = query.wanted.length === 0 && query.unwanted.length === 0;
    const identity = identityOnlyOn.value;
    if (everything) return identity ? touchesIdentity : all;
    const matches = rowFilter(query, projects.value, devices.value);
    return (row: ViewRow): boolean => (!identity || touchesIdentity(row)) && matches(row);
  });
  const growItems = startTimelineItems();
  const items = computed(() => growItems(rows.value, kept.value));
  const growRail = startRail();
  const rail = computed(() => growRail(rows.value));

  const act = (action: UiAction): void => {
    state.value = reduce(state.peek(), action);
  };

  const askDetail = (): void => {
    const { selected, detailOpen } = state.peek();
    if (selected === null || !detailOpen) return;
    requests += 1;
    outstanding = requests;
    act({ kind: 'row.asked', key: selected, request: requests });
    const { travel } = state.peek();
    if (travel === null) source.send({ kind: 'row.read', request: requests, key: selected });
    else void tellPast(travel.row, selected, requests);
  };

  const tellPast = async (row: string, key: string, request: number): Promise<void> => {
    const answer = await source.ask?.({ kind: 'row-as-of', row, key });
    if (request === outstanding) outstanding = null;
    act({ kind: 'row.told', request, detail: answer?.kind === 'row-as-of' ? answer.detail : null });
  };

  let journeys = 0;
  const travel = async (row: string): Promise<void> => {
    journeys += 1;
    const mine = journeys;
    const answer = await source.ask?.({ kind: 'as-of', row, tab: state.peek().view?.tab ?? null });
    if (mine !== journeys || stopped) return;
    if (answer?.kind === 'refused') act({ kind: 'command.refused', command: 'copy.read', why: answer.why });
    if (answer?.kind !== 'as-of') return;
    act({ kind: 'travel.arrived', row, past: answer.view });
    askDetail();
  };

  const applyPending = (): void => {
    if (stopped || pending.length === 0) return;
    const wasStale = state.peek().stale;
    const next = pending.reduce((before, patch) => reduce(before, { kind: 'view.patched', patch }), state.peek());
    pending = [];
    state.value = next;
    if (next.stale && !wasStale) source.send({ kind: 'panel.hello', version: protocolVersion, tab: next.view?.tab ?? -1 });
    // A merge may have changed what the open detail says.
    if (outstanding === null) askDetail();
  };

  const importing = startImporting({
    send: source.send,
    newRequest: () => {
      requests += 1;
      return requests;
    },
    refuse: (command, why) => act({ kind: 'command.refused', command, why }),
  });

  const end = source.subscribe((news) => {
    if (news.kind === 'view.patched') {
      pending.push(news.patch);
      if (pending.length === 1) schedule(applyPending);
      return;
    }
    if (news.kind === 'recording.exported') source.save(news.name, news.text, news.before);
    if (news.kind === 'row.told' && news.request === outstanding) outstanding = null;
    if (news.kind === 'connection.changed') outstanding = null;
    else importing.hear(news);
    // Of files that are opened together, what failed is told together.
    if (news.kind === 'command.refused' && news.request !== undefined) return;
    act(news);
  });

  const select = (key: string | null, open = false): void => {
    act({ kind: 'row.selected', key, open });
    askDetail();
  };

  const bringTo = (key: string): void => {
    act({ kind: 'tab.chosen', tab: 'timeline' });
    const { view: shown } = state.peek();
    const index = shown?.rows.findIndex((row) => row.key === key) ?? -1;
    if (index >= 0 && !items.peek().includes(index)) {
      act({ kind: 'filter.changed', filter: '' });
      act({ kind: 'identity-only.changed', on: false });
    }
  };

  return {
    source,
    state,
    projects,
    items,
    rail,
    select,
    jump: (key) => {
      bringTo(key);
      select(key, true);
    },
    show: (key) => {
      bringTo(key);
      select(key);
    },
    closeDetail: () => act({ kind: 'detail.closed' }),
    choose: (tab) => act({ kind: 'tab.chosen', tab }),
    filter: (text) => act({ kind: 'filter.changed', filter: text }),
    identityOnly: (on) => act({ kind: 'identity-only.changed', on }),
    shortcuts: (open) => act({ kind: 'shortcuts.toggled', open }),
    serverSide: (open) => act({ kind: 'server.toggled', open }),
    settings: (open) => act({ kind: 'settings.toggled', open }),
    site: (change) => source.send({ kind: 'site.set', change }),
    forgetSite: () => source.send({ kind: 'site.forget' }),
    nameServerId: (cookie, value) => source.send({ kind: 'server-id.set', cookie, value }),
    inject: (text) => {
      if (text.length > pasteMaxLength) {
        act({ kind: 'command.refused', command: 'events.inject', why: words.server.tooLong(pasteMaxLength / 1024 / 1024) });
        return;
      }
      requests += 1;
      source.send({ kind: 'events.inject', request: requests, text });
    },
    dismissRefusal: () => act({ kind: 'refusal.dismissed' }),
    tell: (signalled) => source.send({ kind: 'signal.add', signal: signalled }),
    options: (change) => source.send({ kind: 'options.set', change }),
    clear: () => source.send({ kind: 'log.clear' }),
    export: (redact) => {
      requests += 1;
      source.send({ kind: 'recording.export', request: requests, redact });
    },
    exportTest: () => {
      requests += 1;
      source.send({ kind: 'test.export', request: requests });
    },
    exportConfig: () => {
      const shown = state.peek().view;
      if (shown !== null) source.save('idscope.config.json', writeConfig(shown.options, shown.serverId.cookie));
    },
    import: (files) => importing.open(files, 'recording.import'),
    importing,
    trial: startTrial(source.ask ?? null, () => state.peek().view?.version ?? 0),
    comparing: startComparing(source.ask ?? null),
    marking: (open) => act({ kind: 'mark.toggled', open }),
    devices: (open) => act({ kind: 'device.toggled', open }),
    mark: (note) => source.send({ kind: 'mark.add', note }),
    addDevice: (files) => importing.open(files, 'device.add'),
    removeDevice: (name) => source.send({ kind: 'device.remove', name }),
    showLive: () => source.send({ kind: 'session.show' }),
    travel: (row) => void travel(row),
    present: () => {
      journeys += 1;
      act({ kind: 'travel.ended' });
      askDetail();
    },
    stop: () => {
      stopped = true;
      end();
    },
  };
};
