import type { ComponentChildren } from 'preact';
import { Compare } from './components/compare.tsx';
import { Detail } from './components/detail.tsx';
import { DeviceSheet } from './components/device-sheet.tsx';
import { DropZone } from './components/drop-zone.tsx';
import { EmptyState } from './components/empty-state.tsx';
import { Findings } from './components/findings.tsx';
import { Flows } from './components/flows.tsx';
import { IdentityNow } from './components/identity-now.tsx';
import { MarkForm } from './components/mark-form.tsx';
import { Notices } from './components/notices.tsx';
import { Opening } from './components/opening.tsx';
import { Profiles } from './components/profiles.tsx';
import { ServerSide } from './components/server-side.tsx';
import { SessionLine } from './components/session-line.tsx';
import { Shortcuts } from './components/shortcuts.tsx';
import { SiteSettings } from './components/site-settings.tsx';
import { Strip } from './components/strip.tsx';
import { Timeline } from './components/timeline.tsx';
import { Toolbar } from './components/toolbar.tsx';
import { WhatIf } from './components/what-if.tsx';
import { saysNothing } from './says-nothing.ts';
import type { Tab } from './state.ts';
import type { Store } from './store.ts';
import { useKeyboard } from './use-keyboard.ts';
import { StoreContext } from './use-store.ts';
import { useTheme } from './use-theme.ts';

const TimelineTab = ({ store }: { readonly store: Store }) => {
  const { detailOpen, selected } = store.state.value;
  return (
    <div class="split">
      <Timeline />
      {detailOpen && selected !== null && <Detail />}
    </div>
  );
};

const tabContent = (tab: Tab, store: Store): ComponentChildren => {
  switch (tab) {
    case 'timeline':
      return <TimelineTab store={store} />;
    case 'profiles':
      return <Profiles />;
    case 'findings':
      return <Findings />;
    case 'flows':
      return <Flows />;
    case 'what-if':
      return <WhatIf />;
    case 'compare':
      return <Compare />;
  }
};

/** The whole panel. */
export const App = ({ store }: { readonly store: Store }) => {
  const theme = useTheme(store.source);
  useKeyboard(store);
  const { tab, view, connection, shortcutsOpen, serverOpen, settingsOpen } = store.state.value;
  const { markOpen, deviceOpen } = store.state.value;
  const nothing = view === null || connection === 'invalidated' || saysNothing(view);
  return (
    <StoreContext.Provider value={store}>
      <div class="panel" data-theme={theme} data-connection={connection}>
        <Strip />
        <Toolbar />
        <Notices />
        <SessionLine />
        <main class="body">
          {!nothing && <IdentityNow />}
          <div class="view" role="tabpanel" id={`view-${tab}`} aria-labelledby={`tab-${tab}`}>
            {nothing ? <EmptyState /> : tabContent(tab, store)}
          </div>
        </main>
        <Opening />
        <DropZone />
        {shortcutsOpen && <Shortcuts />}
        {serverOpen && <ServerSide />}
        {markOpen && <MarkForm />}
        {deviceOpen && <DeviceSheet />}
        {settingsOpen && <SiteSettings />}
      </div>
    </StoreContext.Provider>
  );
};
