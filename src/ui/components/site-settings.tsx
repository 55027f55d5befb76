import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { AuthForm } from './auth-form.tsx';
import { ChosenList } from './chosen-list.tsx';
import { Dialog } from './dialog.tsx';
import { MutedList } from './muted-list.tsx';
import { Refusal } from './refusal.tsx';

/** What was chosen for the site in the tab, all of it in one place. */
export const SiteSettings = () => {
  const store = useStore();
  const { view } = store.state.value;
  const close = (): void => store.settings(false);
  const site = view?.site.site ?? null;
  return (
    <Dialog title={words.settings.title(site ?? words.settings.thisSite)} kind="settings-sheet" onClose={close}>
      <Refusal of={['site.set', 'site.forget']} />
      {view === null || site === null ? (
        <p class="muted">{words.settings.noSite}</p>
      ) : (
        <>
          <p class="muted">{words.settings.intro}</p>
          <label class="check">
            <input
              type="checkbox"
              data-always-record
              checked={view.site.alwaysRecord}
              onChange={(event) => store.site({ alwaysRecord: event.currentTarget.checked })}
            />
            <span>
              <strong>{words.settings.record}</strong> <span class="muted">{words.settings.recordHelp}</span>
            </span>
          </label>
          <AuthForm key={site} auth={view.site.auth} />
          <MutedList muted={view.site.muted} found={view.muted} />
          <section>
            <h3>{words.settings.server}</h3>
            <p class="setting-line">
              <span class="mono">{view.serverId.cookie ?? words.settings.serverNone}</span>
              <button
                type="button"
                class="link"
                onClick={() => {
                  close();
                  store.serverSide(true);
                }}
              >
                {words.settings.serverOpen}
              </button>
            </p>
          </section>
          <ChosenList />
        </>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={close}>
          {words.settings.close}
        </button>
        {site !== null && (
          <button type="button" class="button" title={words.settings.restoreAllHelp} data-forget onClick={() => store.forgetSite()}>
            {words.settings.restoreAll}
          </button>
        )}
      </div>
    </Dialog>
  );
};
