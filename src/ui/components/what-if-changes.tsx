import type { Change } from '../../messages/copy.ts';
import { projectOf } from '../landed-at.ts';
import { rowName } from '../row-name.ts';
import type { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';
import { JumpButton } from './jump-button.tsx';

const t = words.whatIf;

const rowOf = (change: Change): string | null => (change.kind === 'drop' ? change.row : 'place' in change ? change.place.row : null);

const nameOf = (store: Store, key: string): string => {
  const row = store.state.value.view?.rows.find((one) => one.key === key);
  return row === undefined ? t.goneRow : rowName(row);
};

const vendorIn = (store: Store, { vendor, project }: { readonly vendor: string; readonly project: string }): string =>
  projectOf(store.projects.value, vendor, project)?.vendorTitle ?? vendor;

const modelTitle = (store: Store, change: Extract<Change, { readonly kind: 'model' }>): string =>
  projectOf(store.projects.value, change.of.vendor, change.of.project)?.choices.find(({ id }) => id === change.model)?.title ??
  change.model;

/** A change as a sentence. */
export const saidOf = (store: Store, change: Change): string => {
  switch (change.kind) {
    case 'model':
      return t.said.model(vendorIn(store, change.of), modelTitle(store, change));
    case 'drop':
      return t.said.drop(nameOf(store, change.row));
    case 'call':
      return t.said.call(
        change.text,
        change.place.behind ? t.after : t.before,
        nameOf(store, change.place.row),
        vendorIn(store, change.of),
      );
    case 'event':
      return t.said.event(change.place.behind ? t.after : t.before, nameOf(store, change.place.row), vendorIn(store, change.of));
    case 'recording':
      return t.said.recording(change.name);
  }
};

const applyModel = (store: Store, change: Extract<Change, { readonly kind: 'model' }>): void =>
  store.options({ models: { [change.of.project]: change.model } });

const Apply = ({ change }: { readonly change: Extract<Change, { readonly kind: 'model' }> }) => {
  const store = useStore();
  const inUse = projectOf(store.projects.value, change.of.vendor, change.of.project)?.model === change.model;
  if (inUse) return <span class="muted">{t.applied}</span>;
  return (
    <button type="button" class="button" data-apply onClick={() => applyModel(store, change)}>
      {t.apply}
    </button>
  );
};

/** The changes that are tried, each to be taken back. */
export const WhatIfChanges = () => {
  const store = useStore();
  const { changes, refused } = store.trial.state.value;
  if (changes.length === 0) return <p class="muted">{t.none}</p>;
  return (
    <ol class="changes">
      {changes.map((change, place) => {
        const row = rowOf(change);
        const said = saidOf(store, change);
        return (
          <li key={`${place} ${said}`} class={refused?.change === place ? 'is-refused' : ''} data-change={change.kind}>
            <span class="change-text">{row === null ? said : <JumpButton to={row}>{said}</JumpButton>}</span>
            {change.kind === 'model' && <Apply change={change} />}
            <button
              type="button"
              class="icon-button"
              aria-label={`${t.remove}: ${said}`}
              title={t.remove}
              onClick={() => store.trial.remove(place)}
            >
              <Icon name="close" />
            </button>
          </li>
        );
      })}
    </ol>
  );
};
