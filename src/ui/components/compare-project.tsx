import type { CompareTold } from '../../messages/copy.ts';
import { type Change, hasChanged } from '../../reports/diff.ts';
import { count } from '../format.ts';
import { words } from '../words/en.ts';

const t = words.compare;

type ProjectDiff = CompareTold['diff']['projects'][number];
type Calls = ProjectDiff['identityCalls'];

/** Unchanged lines shown around a change. */
const around = 2;

const signs = { both: ' ', before: '−', after: '+' } as const;
const meanings = { both: '', before: t.gone, after: t.added } as const;

const IdentityCalls = ({ calls }: { readonly calls: Calls }) => {
  if (calls.every((one) => one.in === 'both')) return null;
  const near = calls.map((_, at) => calls.slice(Math.max(0, at - around), at + around + 1).some((one) => one.in !== 'both'));
  return (
    <div class="diff-part">
      <h4>{t.calls}</h4>
      <ol class="diff-lines mono">
        {calls.map((one, at) => {
          if (!near[at]) return at === 0 || near[at - 1] ? <li key={`${at} …`}>…</li> : null;
          return (
            <li key={`${at} ${one.item}`} class={`is-${one.in}`}>
              <span class="change-sign" aria-hidden="true">
                {signs[one.in]}
              </span>
              <span class="visually-hidden">{meanings[one.in]} </span>
              {one.item}
            </li>
          );
        })}
      </ol>
    </div>
  );
};

const Counts = ({ changes }: { readonly changes: readonly Change[] }) => {
  if (changes.length === 0) return null;
  return (
    <div class="diff-part">
      <h4>{t.counts}</h4>
      <ul class="diff-lines">
        {changes.map(({ name, before, after }) => (
          <li key={name}>
            <span class="mono">{name}</span> <span class="muted">{count(before)} →</span> {count(after)}
          </li>
        ))}
      </ul>
    </div>
  );
};

const Ids = ({ ids: { added, gone, anonymous } }: { readonly ids: ProjectDiff['ids'] }) => {
  if (added.length + gone.length === 0 && anonymous.before === anonymous.after) return null;
  const line = (id: string, where: 'before' | 'after') => (
    <li key={`${where} ${id}`} class={`is-${where}`}>
      <span class="change-sign" aria-hidden="true">
        {signs[where]}
      </span>
      <span class="visually-hidden">{meanings[where]} </span>
      {id}
    </li>
  );
  return (
    <div class="diff-part">
      <h4>{t.ids}</h4>
      <ul class="diff-lines mono">
        {gone.map((id) => line(id, 'before'))}
        {added.map((id) => line(id, 'after'))}
        {anonymous.before !== anonymous.after && (
          <li>
            {t.anonymous} <span class="muted">{count(anonymous.before)} →</span> {count(anonymous.after)}
          </li>
        )}
      </ul>
    </div>
  );
};

type Summary = ProjectDiff['profiles'][number]['before'];

const summary = (one: Summary): string => (one === null ? t.none : [t.events(one.events), ...one.ids].join(', '));

const People = ({ profiles }: { readonly profiles: ProjectDiff['profiles'] }) => {
  if (profiles.length === 0) return null;
  return (
    <div class="diff-part">
      <h4>{t.profiles}</h4>
      <ul class="diff-lines">
        {profiles.map(({ label, before, after }) => (
          <li key={label}>
            <strong>{label}</strong> <span class="muted">{summary(before)} →</span> {summary(after)}
          </li>
        ))}
      </ul>
    </div>
  );
};

const whereOf = (one: ProjectDiff): string => (one.in === 'both' ? '' : one.in === 'before' ? t.onlyBefore : t.onlyAfter);

/** What changed in each project: calls, ids and people. */
export const CompareProjects = ({ told }: { readonly told: CompareTold }) => {
  const changed = told.diff.projects.filter(hasChanged);
  if (changed.length === 0) return <p class="muted">{t.same}</p>;
  return (
    <>
      {changed.map((one) => (
        <section class="course-part" key={`${one.vendor} ${one.project}`} data-compared={one.vendor}>
          <h3>
            {told.projects.find(({ vendor }) => vendor === one.vendor)?.vendorTitle ?? one.vendor}{' '}
            <span class="mono muted">{one.project}</span> <span class="muted">{whereOf(one)}</span>
          </h3>
          <div class="diff-parts">
            <IdentityCalls calls={one.identityCalls} />
            <Counts changes={[...one.calls, ...one.events.filter(({ name }) => !one.calls.some((call) => call.name === name))]} />
            <Ids ids={one.ids} />
            <People profiles={one.profiles} />
          </div>
        </section>
      ))}
    </>
  );
};
