import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';
import { ImportButton } from './import-button.tsx';

const DemoButton = () => {
  const store = useStore();
  const { demo } = store.source;
  if (demo === undefined) return null;
  const show = async (): Promise<void> => {
    const text = await demo();
    store.import([{ name: words.empty.demoName, size: text.length, text: async () => text }]);
  };
  return (
    <button type="button" class="button" title={words.empty.demoHelp} data-demo onClick={() => void show()}>
      <Icon name="demo" />
      <span>{words.empty.demo}</span>
    </button>
  );
};

const Steps = () => {
  const { source } = useStore();
  return (
    <>
      <p class="lead">{words.empty.lead}</p>
      <ol class="steps">
        {words.empty.steps.map((step, index) => (
          <li key={step.title}>
            <span class="step-number" aria-hidden="true">
              {index + 1}
            </span>
            <strong>{step.title}</strong> <span>{step.text}</span>
          </li>
        ))}
      </ol>
      <div class="empty-actions">
        {source.reload !== null && (
          <button type="button" class="button is-primary" {...keyOf('reload')} onClick={() => source.reload?.()}>
            <Icon name="reload" />
            <span>{words.tools.reload}</span>
          </button>
        )}
        <DemoButton />
        <ImportButton label={words.empty.importInstead} />
      </div>
      <p class="muted">{words.empty.dropInstead}</p>
      <p class="muted">{words.empty.observing}</p>
    </>
  );
};

/** Instead of the views while there is nothing to show: why, and what to do. */
export const EmptyState = () => {
  const { connection, view } = useStore().state.value;
  if (connection === 'invalidated') {
    return (
      <section class="empty">
        <h1>{words.connection.invalidatedTitle}</h1>
        <p class="lead">{words.connection.invalidated}</p>
      </section>
    );
  }
  if (view === null) {
    return (
      <section class="empty">
        <p class="lead">{words.connection.connecting}</p>
      </section>
    );
  }
  return (
    <section class="empty">
      <h1>{view.status.observations > 0 ? words.empty.recordingTitle : words.empty.title}</h1>
      <Steps />
    </section>
  );
};
