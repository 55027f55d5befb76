import { type Tab, tabs } from '../state.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** The views, *Compare* once there is something to compare; arrow keys go between them as in any tab list. */
export const TabList = () => {
  const store = useStore();
  const { tab: chosen, view } = store.state.value;
  const badge: Partial<Record<Tab, number>> = {
    findings: (view?.strip.counts.error ?? 0) + (view?.strip.counts.warning ?? 0),
    flows: view?.flows.filter((flow) => flow.verdict === 'fail').length ?? 0,
    'what-if': store.trial.state.value.changes.length,
  };
  const shown = tabs.filter((tab) => tab !== 'compare' || tab === chosen || store.comparing.state.value.file !== null);
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = shown[(shown.indexOf(chosen) + by + shown.length) % shown.length];
    if (next === undefined) return;
    event.preventDefault();
    store.choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={words.tabs.list} onKeyDown={step}>
      {shown.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          class="tab"
          aria-selected={tab === chosen}
          aria-controls={tab === chosen ? `view-${tab}` : undefined}
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => store.choose(tab)}
        >
          {words.tabs.name(tab)}
          {(badge[tab] ?? 0) > 0 && <span class={tab === 'what-if' ? 'badge is-plain' : 'badge'}>{badge[tab]}</span>}
        </button>
      ))}
    </div>
  );
};
