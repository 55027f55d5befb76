import { useMemo, useRef, useState } from 'preact/hooks';
import type { ViewProfile, ViewProject, ViewRow } from '../../messages/view.ts';
import { keyOf } from '../keyboard.ts';
import { personOf } from '../palette.ts';
import { plainColour } from '../picture/colour.ts';
import { graphOf } from '../picture/graph.ts';
import { type CarriedIds, carriedIds } from '../picture/id-kind.ts';
import { layoutOf } from '../picture/layout.ts';
import { pagesOf } from '../picture/pages.ts';
import { type Leads, pictureOf } from '../picture/shapes.ts';
import { toSvg } from '../picture/to-svg.ts';
import type { Store } from '../store.ts';
import { useElementSize } from '../use-element-size.ts';
import { useStore } from '../use-store.ts';
import { pictureWords as words } from '../words/picture.ts';
import { ClusterPicture } from './cluster-picture.tsx';
import { IdSheet } from './id-sheet.tsx';
import { NearLimits } from './near-limits.tsx';

const none: readonly ViewRow[] = [];

/** The colours of roles and people as they are on the screen now, in a form that stands on its own. */
const coloursIn =
  (frame: HTMLElement) =>
  (paint: string, hue: string): string => {
    const coloured = frame.querySelector(`.${hue}`) ?? frame;
    return plainColour(getComputedStyle(coloured).getPropertyValue(`--${paint}`));
  };

const follow = (store: Store, leads: Exclude<Leads, null | { readonly to: 'list' }>): void => {
  if (leads.to === 'row') store.jump(leads.key);
  else {
    store.filter(leads.text);
    store.choose('timeline');
  }
};

type Listed = Extract<Leads, { readonly to: 'list' }>;

export type ClustersProps = {
  readonly project: ViewProject;
  readonly profiles: readonly ViewProfile[];
  /** Whether keys that act on a picture act on this one. */
  readonly keyed: boolean;
};

/** A project's identity clusters as a picture, page by page. */
export const Clusters = ({ project, profiles, keyed }: ClustersProps) => {
  const store = useStore();
  const { hues, view } = store.state.value;
  const rows = view?.rows ?? none;
  const frame = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(frame);
  const [page, setPage] = useState(0);
  const [fits, setFits] = useState(false);
  const [listed, setListed] = useState<Listed | null>(null);

  const carried = useMemo((): CarriedIds => carriedIds(rows, project), [rows, project]);
  const pages = useMemo(() => pagesOf(profiles), [profiles]);
  const place = Math.min(page, Math.max(0, pages.length - 1));
  const { from, to } = pages[place] ?? { from: 0, to: 0 };
  const picture = useMemo(
    () => pictureOf(layoutOf(graphOf(project, profiles.slice(from, to), carried), width), hues),
    [project, profiles, from, to, carried, width, hues],
  );
  const whole = Math.min(1, width / Math.max(1, picture.width), Math.max(0, height) / Math.max(1, picture.height));
  const name = words.region(`${project.vendorTitle} ${project.project}`);

  const save = (): void => {
    if (frame.current !== null) store.source.save(`idscope-clusters-${project.vendor}.svg`, toSvg(picture, name, coloursIn(frame.current)));
  };
  const lead = (leads: NonNullable<Leads>): void => {
    if (leads.to === 'list') setListed(leads);
    else follow(store, leads);
  };

  return (
    <div class="clusters">
      <div class="cluster-tools">
        {pages.length > 1 && (
          <>
            <button type="button" class="button" disabled={place === 0} onClick={() => setPage(place - 1)}>
              {words.previous}
            </button>
            <span>{words.pages(from + 1, to, profiles.length)}</span>
            <button type="button" class="button" disabled={place >= pages.length - 1} onClick={() => setPage(place + 1)}>
              {words.next}
            </button>
          </>
        )}
        <span class="spacer" />
        <button
          type="button"
          class="toggle"
          {...(keyed ? keyOf('fit-picture') : {})}
          aria-pressed={fits}
          title={words.fitHelp}
          onClick={() => setFits(!fits)}
        >
          {words.fit}
        </button>
        <button type="button" class="button" {...(keyed ? keyOf('save-picture') : {})} title={words.saveHelp} onClick={save}>
          {words.save}
        </button>
      </div>
      {profiles.slice(from, to).map((profile) => (
        <NearLimits key={profile.id} profile={profile} named />
      ))}
      <div class={`picture-frame wide-content ${fits ? 'is-fit' : ''}`} ref={frame}>
        <ClusterPicture name={name} picture={picture} scale={fits && whole > 0 ? whole : 1} onLead={lead} />
      </div>
      {listed !== null && (
        <IdSheet
          title={words.listTitle(listed.label, listed.node.ids.length, listed.node.kind)}
          ids={listed.node.ids}
          onChoose={(id) => follow(store, { to: 'search', text: personOf(id) })}
          onClose={() => setListed(null)}
        />
      )}
    </div>
  );
};
