import { vendorTitle } from '../landed-at.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const t = words.whatIf;

/** So many findings are offered; the others have their button among the findings. */
const most = 5;

/** What findings advise, to begin with: nothing where there is no finding with something to try. */
export const WhatIfAdvice = () => {
  const store = useStore();
  const found = (store.state.value.view?.findings ?? []).filter(({ remedy }) => remedy !== undefined);
  if (found.length === 0) return null;
  return (
    <div class="advice">
      <span class="muted">{t.advice}</span>
      {found.slice(0, most).map(({ rule, vendor, keys, title, remedy }) => (
        <button
          key={`${rule} ${vendor} ${keys.join()}`}
          type="button"
          class="button"
          data-advice={rule}
          onClick={() => store.trial.only(remedy ?? [])}
        >
          {vendor === null ? title : `${vendorTitle(store.projects.value, vendor)} · ${title}`}
        </button>
      ))}
    </div>
  );
};
