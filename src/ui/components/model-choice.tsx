import { useId } from 'preact/hooks';
import type { ViewFeed, ViewProject } from '../../messages/view.ts';
import { asLabel } from '../format.ts';
import type { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { SettingText } from './setting-text.tsx';

/** Stands for no model and for no feed. */
const none = 'none';

const setModel = (store: Store, project: ViewProject, model: string): void => store.options({ models: { [project.project]: model } });

const setSetting = (store: Store, name: string, value: string): void => store.options({ settings: { [name]: value } });

/** Exactly one feed a source and vendor: the last choice. */
const setFeed = (store: Store, project: ViewProject, feed: ViewFeed, model: string): void =>
  store.options({ feeds: feed.choices.map(({ id }) => ({ from: project.project, to: id, on: id === model })) });

type FeedProps = { readonly project: ViewProject; readonly feed: ViewFeed };

/** Whether a source's servers send its events on to a destination, and with which rules that one merges. */
const FeedChoice = ({ project, feed }: FeedProps) => {
  const store = useStore();
  const id = useId();
  return (
    <div class="setting" title={words.identity.feedHelp}>
      <label for={id}>{words.identity.feeds(feed.vendorTitle)}</label>
      <select
        id={id}
        value={feed.model ?? none}
        data-feed={feed.vendor}
        onChange={(event) => setFeed(store, project, feed, event.currentTarget.value)}
      >
        <option value={none}>{words.identity.feedsNot}</option>
        {feed.choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.title}
          </option>
        ))}
      </select>
    </div>
  );
};

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
        <SettingText id={id} setting={setting} onSet={(value) => setSetting(store, setting.name, value)} />
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
          value={project.model ?? none}
          data-model={project.project}
          onChange={(event) => setModel(store, project, event.currentTarget.value)}
        >
          {project.choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.title}
            </option>
          ))}
          {project.feeds.length > 0 && <option value={none}>{words.identity.noRules}</option>}
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
      {project.feeds.length > 0 && (
        <details class="settings feeds" open={project.feeds.some((feed) => feed.model !== null)}>
          <summary>{words.identity.destinations}</summary>
          {project.feeds.map((feed) => (
            <FeedChoice key={feed.vendor} project={project} feed={feed} />
          ))}
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
