import { prepareSearch } from '../filter.ts';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { ExportMenu } from './export-menu.tsx';
import { Icon } from './icon.tsx';
import { ImportMenu } from './import-menu.tsx';
import { TabList } from './tab-list.tsx';

const Search = () => {
  const store = useStore();
  const { filter, identityOnly, tab } = store.state.value;
  return (
    <search class="search">
      <input
        type="search"
        data-search
        value={filter}
        placeholder={words.tools.searchHint}
        aria-label={words.tools.search}
        title={words.tools.searchHelp}
        spellcheck={false}
        onFocus={() => prepareSearch(store.state.peek().view?.rows ?? [])}
        onInput={(event) => store.filter(event.currentTarget.value)}
      />
      {tab === 'timeline' && (
        <button
          type="button"
          class="toggle"
          {...keyOf('identity-only')}
          aria-pressed={identityOnly}
          title={words.tools.identityOnlyHelp}
          onClick={() => store.identityOnly(!identityOnly)}
        >
          {words.tools.identityOnly}
        </button>
      )}
    </search>
  );
};

const readings = [
  { as: 'delivered', label: words.tools.delivered, help: words.tools.deliveredHelp },
  { as: 'called', label: words.tools.called, help: words.tools.calledHelp },
] as const;

const Reading = () => {
  const store = useStore();
  const { view } = store.state.value;
  const current = view?.options.as ?? 'delivered';
  return (
    <fieldset class="segments" disabled={view === null}>
      <legend class="visually-hidden">{words.tools.reading}</legend>
      {readings.map(({ as, label, help }) => (
        <button
          key={as}
          type="button"
          {...(as === current ? {} : keyOf('reading'))}
          aria-pressed={as === current}
          title={help}
          onClick={() => store.options({ as })}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
};

/** Views, filter, and what can be done with the recording. */
export const Toolbar = () => {
  const store = useStore();
  const { tab, view } = store.state.value;
  return (
    <div class="bar">
      <TabList />
      {(tab === 'timeline' || tab === 'profiles') && <Search />}
      <div class="tools">
        <Reading />
        {store.source.reload !== null && (
          <button
            type="button"
            class="icon-button"
            aria-label={words.tools.reload}
            title={words.tools.reload}
            {...keyOf('reload')}
            onClick={() => store.source.reload?.()}
          >
            <Icon name="reload" />
          </button>
        )}
        <button
          type="button"
          class="button"
          {...keyOf('mark')}
          title={words.session.marks.buttonHelp}
          disabled={view === null || view.status.file !== null}
          onClick={() => store.marking(true)}
        >
          <Icon name="mark" />
          <span class="tool-word">{words.session.marks.button}</span>
        </button>
        <button
          type="button"
          class="button"
          {...keyOf('clear')}
          title={words.tools.clearHelp}
          disabled={view === null}
          onClick={() => store.clear()}
        >
          <Icon name="trash" />
          <span class="tool-word">{words.tools.clear}</span>
        </button>
        <ExportMenu />
        <ImportMenu />
        <button
          type="button"
          class="icon-button"
          aria-label={words.session.addDevice}
          title={words.session.addDevice}
          {...keyOf('add-device')}
          onClick={() => store.devices(true)}
        >
          <Icon name="device" />
        </button>
        <button
          type="button"
          class="button"
          title={words.tools.serverHelp}
          disabled={view === null}
          data-server
          {...keyOf('server')}
          onClick={() => store.serverSide(true)}
        >
          <Icon name="server" />
          <span class="tool-word">{words.tools.server}</span>
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={words.tools.settings}
          title={words.tools.settings}
          disabled={view === null}
          {...keyOf('settings')}
          onClick={() => store.settings(true)}
        >
          <Icon name="settings" />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={words.tools.shortcuts}
          title={words.tools.shortcuts}
          onClick={() => store.shortcuts(true)}
        >
          <Icon name="keyboard" />
        </button>
      </div>
    </div>
  );
};
