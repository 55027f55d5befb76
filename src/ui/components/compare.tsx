import type { CompareTold } from '../../messages/copy.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { CompareProjects } from './compare-project.tsx';
import { Figure, FindingChanges, FlowChanges, ProjectFigures } from './course-summary.tsx';
import { FileButton } from './file-button.tsx';

const t = words.compare;
const c = words.courses;

const Told = ({ told }: { readonly told: CompareTold }) => {
  const { added, gone, known } = told.diff.findings;
  return (
    <section class="course" data-compare>
      <dl class="figures">
        <Figure name={c.wrong} pair={told.wrong} bad />
        <Figure name={c.findings} pair={{ before: gone.length + known, after: added.length + known }} bad />
        <ProjectFigures projects={told.projects} />
      </dl>
      <section class="course-part">
        <FindingChanges findings={{ added, gone, known }} />
      </section>
      <FlowChanges flows={told.flows} />
      <CompareProjects told={told} />
    </section>
  );
};

const Choose = () => {
  const { comparing, importing } = useStore();
  const open = async (files: readonly File[]): Promise<void> => {
    const file = await importing.read(files);
    if (file !== null) comparing.open(file.name, file.text);
  };
  return <FileButton primary name="compare" label={t.choose} onFiles={(files) => void open(files)} />;
};

const Head = ({ name, earlier, asking }: { readonly name: string; readonly earlier: boolean; readonly asking: boolean }) => {
  const { comparing } = useStore();
  const [from, to] = earlier ? [name, t.shown] : [t.shown, name];
  return (
    <div class="compare-head">
      <p>
        {t.from} <strong>{from}</strong> {t.to} <strong>{to}</strong>
      </p>
      <button type="button" class="button" title={t.swapHelp} aria-pressed={!earlier} onClick={() => comparing.swap()}>
        {t.swap}
      </button>
      <button type="button" class="button" onClick={() => comparing.again()}>
        {t.again}
      </button>
      <button type="button" class="button" onClick={() => comparing.close()}>
        {t.close}
      </button>
      <span class="muted" role="status">
        {asking ? t.comparing : ''}
      </span>
    </div>
  );
};

/** Another recording beside what is shown. */
export const Compare = () => {
  const store = useStore();
  if (store.source.ask === undefined) return <p class="page muted">{t.unable}</p>;
  const { file, told, asking, refused } = store.comparing.state.value;
  return (
    <div class="page compare">
      <header class="page-head">
        <h2>{t.title}</h2>
        {file === null && <p class="muted">{t.intro}</p>}
      </header>
      {file === null ? <Choose /> : <Head name={file.name} earlier={file.earlier} asking={asking} />}
      {refused !== null && (
        <p class="refusal" role="alert">
          {t.failed(refused)}
        </p>
      )}
      {told !== null && <Told told={told} />}
    </div>
  );
};
