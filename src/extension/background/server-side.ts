import type { Observation } from '../../core/observation.ts';
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

/** What the site's servers do beside the page: the id they keep in a cookie, and the events they send. */
export const createServerSide = ({ session, settings, clock, newId, onlyProject, take }: ServerSideDeps) => {
  const lastValue = (device: string, cookie: string): string | null => {
    const last = session
      .recording()
      .observations.findLast(
        (one): one is Observation & { kind: 'storage.changed' } =>
          one.kind === 'storage.changed' &&
          'vendor' in one &&
          one.vendor === serverVendor &&
          one.project === cookie &&
          one.device === device,
      );
    return last?.ids.anonymousId ?? null;
  };

  const holds = (place: { document: string; device: string; tab: number; frame: number }, cookie: string, value: string | null): void => {
    if (lastValue(place.device, cookie) === value) return;
    take([{ ...serverIdFact(cookie, value), seq: seqAfter(session, place.document), at: clock.now(), ...place }]);
  };

  /** Cookies that a page could read. */
  const readable = new Set<string>();

  const siteIn = (tab: number): string | null => siteOf(session.topDocument(tab)?.url ?? null);

  return {
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
      settings.set(site, { serverIdCookie: cookie });
      if (cookie !== null && value !== null) holds({ document: top.id, device: top.device, tab, frame: 0 }, cookie, value);
      return true;
    },
    view: (tab: number): ViewServerId => {
      const site = siteIn(tab);
      const cookie = settings.of(site).serverIdCookie;
      const device = session.topDocument(tab)?.device;
      return { site, cookie, value: cookie === null || device === undefined ? null : lastValue(device, cookie) };
    },
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
