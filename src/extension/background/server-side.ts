import type { ForeignObservation, Observation, ObservationOf } from '../../core/observation.ts';
import { isKnownObservation } from '../../core/parse-observation.ts';
import { serverIdFact, serverVendor } from '../../core/server-id.ts';
import { siteOf } from '../../core/site.ts';
import type { ViewServerId } from '../../messages/view.ts';
import { createLineParser, observationOf, type SkippedLine } from '../../reports/ndjson.ts';
import type { Clock } from '../platform/clock.ts';
import { seqAfter } from './manual.ts';
import type { PageSender } from './senders.ts';
import type { Session } from './session.ts';
import type { SiteSettings } from './site-settings.ts';

export type ServerSideDeps = {
  readonly session: Session;
  readonly settings: SiteSettings;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A vendor's only project so far, for events that name none; null when there are none or several. */
  readonly onlyProject: (vendor: string) => string | null;
  readonly take: (observations: readonly Observation[]) => void;
};

export type Injected = { readonly taken: number; readonly skipped: number; readonly errors: readonly SkippedLine[] };

const shownErrors = 100;

const isHeld = (one: Observation | ForeignObservation): one is ObservationOf<'storage.changed'> =>
  isKnownObservation(one) && one.kind === 'storage.changed' && one.vendor === serverVendor;

/** What the site's servers do beside the page: the id they keep in a cookie, and the events they send. */
export const createServerSide = ({ session, settings, clock, newId, onlyProject, take }: ServerSideDeps) => {
  /** What was last recorded of a cookie, by device or by document, so that a long recording is searched once. */
  const known = new Map<string, string | null>();

  const lastOf = (where: 'device' | 'document', id: string, cookie: string): string | null => {
    const key = `${where} ${id} ${cookie}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const last = session.recording().observations.findLast((one) => isHeld(one) && one.project === cookie && one[where] === id);
    const value = last !== undefined && isHeld(last) ? last.ids.anonymousId : null;
    known.set(key, value);
    return value;
  };

  const holds = (place: { document: string; device: string; tab: number; frame: number }, cookie: string, value: string | null): void => {
    // Each document says it once, so that it is still known when what came before is cleared.
    if (lastOf('document', place.document, cookie) === value) return;
    known.set(`document ${place.document} ${cookie}`, value);
    known.set(`device ${place.device} ${cookie}`, value);
    take([{ ...serverIdFact(cookie, value), seq: seqAfter(session, place.document), at: clock.now(), ...place }]);
  };

  /** Cookies that a page could read. */
  const readable = new Set<string>();

  const siteIn = (tab: number): string | null => siteOf(session.topDocument(tab)?.url ?? null);

  return {
    /** The site of the page that stands in a tab. */
    siteIn,
    cookieOf: ({ url }: PageSender): string | null => settings.of(siteOf(url)).serverIdCookie,
    seen: ({ document, tab, frame, ...jar }: PageSender, cookie: string, value: string | null): void => {
      // A cookie that scripts cannot read looks as if it were not there: that takes back nothing that the tester said.
      if (value === null && !readable.has(cookie)) return;
      readable.add(cookie);
      holds({ document, device: session.devices.idOf(jar), tab, frame }, cookie, value);
    },
    /** Names the cookie of the site in the tab, and says what it holds unless `value` is null. False without a site. */
    name: (tab: number, cookie: string | null, value: string | null): boolean => {
      const site = siteIn(tab);
      const top = session.topDocument(tab);
      if (site === null || top === null) return false;
      settings.change(site, { serverIdCookie: cookie });
      if (cookie !== null && value !== null) holds({ document: top.id, device: top.device, tab, frame: 0 }, cookie, value);
      return true;
    },
    view: (tab: number): ViewServerId => {
      const site = siteIn(tab);
      const cookie = settings.of(site).serverIdCookie;
      const device = session.topDocument(tab)?.device;
      return { site, cookie, value: cookie === null || device === undefined ? null : lastOf('device', device, cookie) };
    },
    /** The recording was cleared. */
    forget: (): void => known.clear(),
    /** Events of servers stand where their own times put them; those without a time, or with one to come, stand at the end. */
    inject: (tab: number, text: string): Injected => {
      const parser = createLineParser([], shownErrors);
      const lines = parser.parse(text);
      const now = clock.now();
      const device = session.topDocument(tab)?.device ?? session.devices.idOf({ incognito: false, cookieStore: null });
      const place = { document: `server-${newId()}`, device };
      const timeOf = (at: number): number => (at > 0 && at <= now ? at : now);
      take(
        lines.map((line) =>
          observationOf(
            {
              ...line,
              at: timeOf(line.at),
              project: line.project === 'default' ? (onlyProject(line.vendor) ?? line.project) : line.project,
            },
            place,
          ),
        ),
      );
      return { taken: lines.filter(({ event }) => event !== null).length, skipped: parser.skippedCount, errors: parser.skipped };
    },
  };
};

export type ServerSide = ReturnType<typeof createServerSide>;
