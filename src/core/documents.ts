import type { Place } from './ledger-records.ts';
import type { Observation } from './observation.ts';
import { addressOf, hostOf, type Jar, jarOf, unknownJar } from './site.ts';

type DocumentState = {
  readonly openedAt: number;
  url: string | null;
  referrer: string | null;
  gone: boolean;
  goneAt: number;
  /** It closed, or waits in the back/forward cache; or it said nothing of that and a later page stands in its tab. */
  left: 'closed' | 'unheard' | null;
  /** As it was when the document opened: a document never leaves its origin. */
  jar: Jar | null;
  /** SDKs whose unsent storage the document told of: it looks after what earlier pages of the origin left there. */
  readonly heirOf: Set<string>;
  /** Projects by vendor, as they were found. */
  readonly projects: Map<string, Set<string>>;
};

/** The documents of a recording: where they were, whether they are gone, and which projects they showed. */
export type Documents = ReturnType<typeof createDocuments>;

export const createDocuments = () => {
  const documents = new Map<string, DocumentState>();
  /** The page of each tab, in whose frames others are. */
  const tops = new Map<string, Jar>();
  /** The documents of each tab that did not leave unheard. */
  const present = new Map<string, Set<DocumentState>>();
  const onDevice = new Map<string, Set<string>>();
  const projects = new Map<string, { readonly vendor: string; readonly project: string }>();

  const stateOf = (document: string, at: number): DocumentState => {
    let state = documents.get(document);
    if (state === undefined) {
      state = {
        openedAt: at,
        url: null,
        referrer: null,
        gone: false,
        goneAt: 0,
        left: null,
        jar: null,
        heirOf: new Set(),
        projects: new Map(),
      };
      documents.set(document, state);
    }
    return state;
  };

  const pageOf = ({ device, tab, document }: Observation): string => `${device}\n${tab ?? document}`;
  const isTopOf = ({ frame }: Observation): boolean => (frame ?? 0) === 0;

  const arrive = (state: DocumentState, page: string, isShown: boolean): void => {
    const here = present.get(page) ?? new Set();
    present.set(page, here.add(state));
    if (!isShown) return;
    for (const other of here) {
      if (other.openedAt >= state.openedAt) continue;
      other.left ??= 'unheard';
      here.delete(other);
    }
  };

  const only = (found: ReadonlySet<string> | undefined): string | null => (found?.size === 1 ? ([...found][0] ?? null) : null);

  const onlyProject = (document: string, vendor: string): string | null => only(documents.get(document)?.projects.get(vendor));

  return {
    take: (observation: Observation): void => {
      const state = stateOf(observation.document, observation.at);
      if (state.left === 'unheard') state.left = null;
      if (observation.kind === 'document.opened') {
        const page = pageOf(observation);
        const isTop = isTopOf(observation);
        state.url = observation.url;
        state.referrer = observation.referrer;
        state.gone = false;
        state.left = null;
        state.jar ??= isTop
          ? jarOf(observation.url, null)
          : jarOf(addressOf(observation.url, observation.referrer), tops.get(page) ?? null);
        if (isTop) tops.set(page, state.jar);
        arrive(state, page, isTop && observation.lifecycle !== 'prerender');
      } else if (observation.kind === 'document.activated') arrive(state, pageOf(observation), isTopOf(observation));
      else if (observation.kind === 'route.changed') state.url = observation.url;
      else if (observation.kind === 'document.closed') {
        state.gone = observation.to === 'unloaded';
        state.goneAt = observation.at;
        state.left = 'closed';
      }
    },
    urlOf: (document: string): string | null => documents.get(document)?.url ?? null,
    referrerOf: (document: string): string | null => documents.get(document)?.referrer || null,
    openedAt: (document: string): number => documents.get(document)?.openedAt ?? 0,
    jarOf: (document: string): Jar => documents.get(document)?.jar ?? unknownJar,
    isGone: (document: string): boolean => documents.get(document)?.gone ?? false,
    /** Nothing there hears an answer: it is gone, or waits in the back/forward cache. */
    isAway: (document: string): boolean => (documents.get(document)?.left ?? null) !== null,
    goneAt: (document: string): number | null => {
      const state = documents.get(document);
      return state?.gone === true ? state.goneAt : null;
    },
    /** An SDK, a call or a payload named the project; `place` is null for events that came without a browser. */
    sawProject: (place: Place | null, vendor: string, project: string): void => {
      projects.set(`${vendor}\n${project}`, { vendor, project });
      if (place === null) return;
      const { projects: here } = stateOf(place.document, 0);
      here.set(vendor, (here.get(vendor) ?? new Set()).add(project));
      const key = `${place.device}\n${vendor}`;
      onDevice.set(key, (onDevice.get(key) ?? new Set()).add(project));
    },
    sawUnsent: (document: string, vendor: string, project: string | null): void => {
      stateOf(document, 0).heirOf.add(`${vendor}\n${project ?? ''}`);
    },
    toldUnsent: (document: string, vendor: string, project: string | null): boolean =>
      documents.get(document)?.heirOf.has(`${vendor}\n${project ?? ''}`) ?? false,
    /** Whether a later page of the same origin, still there, looks after what this one left unsent. */
    hasHeir: (document: string, vendor: string, project: string | null): boolean => {
      const gone = documents.get(document);
      for (const [id, state] of documents) {
        if (id === document || state.gone || state.openedAt < (gone?.openedAt ?? 0)) continue;
        if (state.jar?.origin === gone?.jar?.origin && state.heirOf.has(`${vendor}\n${project ?? ''}`)) return true;
      }
      return false;
    },
    onlyProject,
    projectsOf: (document: string, vendor: string): readonly string[] => [...(documents.get(document)?.projects.get(vendor) ?? [])],
    projects: (): readonly { readonly vendor: string; readonly project: string }[] => [...projects.values()],
    /** For a call whose SDK was never found: the vendor's only project on the page or the device, else one named by the host. */
    guessProject: (place: Place | null, vendor: string): string => {
      if (place === null) return 'default';
      return (
        onlyProject(place.document, vendor) ??
        only(onDevice.get(`${place.device}\n${vendor}`)) ??
        `host:${hostOf(documents.get(place.document)?.url ?? '')}`
      );
    },
  };
};
