import { useEffect, useRef } from 'preact/hooks';
import { DropZone } from './components/drop-zone.tsx';
import { EmptyState } from './components/empty-state.tsx';
import { Findings } from './components/findings.tsx';
import { Flows } from './components/flows.tsx';
import { IdentityNow } from './components/identity-now.tsx';
import { Notices } from './components/notices.tsx';
import { Opening } from './components/opening.tsx';
import { Strip } from './components/strip.tsx';
import { saysNothing } from './says-nothing.ts';
import type { Store } from './store.ts';
import { StoreContext, TimelineContext } from './use-store.ts';
import { useTheme } from './use-theme.ts';
import { words } from './words/en.ts';

/** Brings the findings into sight when the strip's numbers are pressed. */
const useScrollToFindings = (store: Store) => {
  const findings = useRef<HTMLElement>(null);
  const { tab } = store.state.value;
  useEffect(() => {
    if (tab !== 'findings') return;
    findings.current?.scrollIntoView({ block: 'start' });
    // So that the next press is a change again.
    store.choose('timeline');
  }, [tab, store]);
  return findings;
};

/** The panel for testers who do not open DevTools: who one is, what is wrong, how far the flows are. */
export const SideApp = ({ store }: { readonly store: Store }) => {
  const theme = useTheme(store.source);
  const findings = useScrollToFindings(store);
  const { view, connection } = store.state.value;
  const nothing = view === null || connection === 'invalidated' || saysNothing(view);
  return (
    <StoreContext.Provider value={store}>
      <TimelineContext.Provider value={false}>
        <div class="panel is-side" data-theme={theme} data-connection={connection}>
          <Strip />
          <Notices />
          <main class="side-body">
            {nothing ? (
              <EmptyState />
            ) : (
              <>
                <section ref={findings} aria-label={words.tabs.name('findings')}>
                  <h2 class="side-heading">{words.tabs.name('findings')}</h2>
                  <Findings />
                </section>
                <IdentityNow />
                <section aria-label={words.tabs.name('flows')}>
                  <h2 class="side-heading">{words.tabs.name('flows')}</h2>
                  <Flows />
                </section>
              </>
            )}
          </main>
          <Opening />
          <DropZone />
        </div>
      </TimelineContext.Provider>
    </StoreContext.Provider>
  );
};
