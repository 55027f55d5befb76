import { useId } from 'preact/hooks';
import type { ViewProject } from '../../messages/view.ts';
import { asLabel } from '../format.ts';
import type { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const setModel = (store: Store, project: ViewProject, model: string): void =>
  store.options({ models: { ...store.state.peek().view?.options.models, [project.project]: model } });

const setSetting = (store: Store, name: string, value: string): void =>
  store.options({ settings: { ...store.state.peek().view?.options.settings, [name]: value } });

type SettingProps = { readonly setting: ViewProject['settings'][number] };

const Setting = ({ setting }: SettingProps) => {
  const store = useStore();
  const id = useId();
  return (
    <div class="setting" title={setting.cite}>
      <label for={id}>{setting.title}</label>
      {setting.values.length > 0 ? (
        <select id={id} value={setting.value} onChange={(event) => setSetting(store, setting.name, event.currentTarget.value)}>
          {setting.values.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} value={setting.value} onChange={(event) => setSetting(store, setting.name, event.currentTarget.value)} />
      )}
    </div>
  );
};

/** Which merge rules a project is read with, and what they assume. */
export const ModelChoice = ({ project }: { readonly project: ViewProject }) => {
  const store = useStore();
  const id = useId();
  if (project.choices.length === 0) return <p class="muted card-note">{words.identity.noModel}</p>;
  return (
    <div class="model">
      <label for={id}>{words.identity.model}</label>
      <div class="model-line">
        <select
          id={id}
          value={project.model ?? ''}
          data-model={project.project}
          onChange={(event) => setModel(store, project, event.currentTarget.value)}
        >
          {project.choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.title}
            </option>
          ))}
        </select>
        {!project.modelConfirmed && project.choices.length > 1 && (
          <button
            type="button"
            class="mark-word is-guess"
            title={words.identity.modelGuessed}
            onClick={() => project.model !== null && setModel(store, project, project.model)}
          >
            {words.identity.unconfirmed}
          </button>
        )}
      </div>
      {project.assumptions.length > 0 && (
        <details class="assumptions">
          <summary>{words.identity.assumptions(project.assumptions.length)}</summary>
          <ul>
            {project.assumptions.map((assumption) => (
              <li key={assumption.name}>
                {asLabel(assumption.name)}: <span class="mono">{assumption.value}</span>{' '}
                <span class="muted">({words.identity.assumed(assumption.touched)})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {project.settings.length > 0 && (
        <details class="settings">
          <summary>{words.identity.settings}</summary>
          {project.settings.map((setting) => (
            <Setting key={setting.name} setting={setting} />
          ))}
        </details>
      )}
    </div>
  );
};
