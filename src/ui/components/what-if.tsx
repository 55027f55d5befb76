import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { WhatIfAdd, WhatIfModels } from './what-if-add.tsx';
import { WhatIfAdvice } from './what-if-advice.tsx';
import { WhatIfChanges } from './what-if-changes.tsx';
import { WhatIfResult } from './what-if-result.tsx';

const t = words.whatIf;

const Answer = () => {
  const store = useStore();
  const { told, asking, changes, version } = store.trial.state.value;
  const now = store.state.value.view?.version ?? 0;
  if (changes.length === 0) return null;
  return (
    <div class={asking ? 'answer is-asking' : 'answer'} aria-busy={asking}>
      <p class="answer-state" role="status">
        {asking ? t.trying : told !== null && now !== version ? t.grown : ''}
        {!asking && told !== null && now !== version && (
          <button type="button" class="link" onClick={() => store.trial.again()}>
            {t.again}
          </button>
        )}
      </p>
      {told !== null && <WhatIfResult told={told} />}
    </div>
  );
};

/** Changes tried on a copy, and what would have come of them. */
export const WhatIf = () => {
  const store = useStore();
  if (store.source.ask === undefined) return <p class="page muted">{t.unable}</p>;
  const { changes, refused } = store.trial.state.value;
  return (
    <div class="page what-if">
      <header class="page-head">
        <h2>{t.title}</h2>
        <p class="muted">{t.intro}</p>
      </header>
      <div class="trial">
        <section class="trial-part">
          <h3>{t.changes}</h3>
          {changes.length > 0 && (
            <button type="button" class="button" data-reset-all onClick={() => store.trial.reset()}>
              {t.resetAll}
            </button>
          )}
          <WhatIfChanges />
          {changes.length === 0 && <WhatIfAdvice />}
          {refused !== null && (
            <p class="refusal" role="alert">
              {t.cannot(refused.why)}
            </p>
          )}
        </section>
        <section class="trial-part">
          <h3>{t.models}</h3>
          <div class="add-change">
            <WhatIfModels />
          </div>
        </section>
        <section class="trial-part">
          <h3>{t.add}</h3>
          <WhatIfAdd />
        </section>
      </div>
      <Answer />
    </div>
  );
};
