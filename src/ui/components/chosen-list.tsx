import { chosenOf } from '../chosen.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** Models, feeds and assumptions that are not at their default, each with the way back. */
export const ChosenList = () => {
  const store = useStore();
  const { view } = store.state.value;
  const chosen = view === null ? [] : chosenOf(view.options, view.projects);
  const nameOf = { model: words.settings.model, feed: words.settings.feed, assumption: '' } as const;
  return (
    <section>
      <h3>{words.settings.chosen}</h3>
      <p class="muted">{chosen.length === 0 ? words.settings.chosenNone : words.settings.chosenHelp}</p>
      <ul class="chosen-list">
        {chosen.map(({ kind, key, of, value, normally, without }) => (
          <li key={`${kind} ${key}`} data-chosen={kind}>
            <span class={kind === 'assumption' ? 'mono' : ''}>
              {nameOf[kind]} {of}
            </span>{' '}
            <strong>{value}</strong> {normally !== null && <span class="muted">{words.settings.isDefault(normally)}</span>}{' '}
            <button type="button" class="link" aria-label={words.settings.restoreOne(of)} onClick={() => store.options(without)}>
              {words.settings.restore}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
