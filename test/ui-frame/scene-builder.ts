import { defaultOptions } from '../../src/core/options.ts';
import type { IdentityNow } from '../../src/core/story.ts';
import { flows } from '../../src/flows/index.ts';
import type { View, ViewFlow, ViewProfile, ViewProject, ViewRow } from '../../src/messages/view.ts';

export const startedAt = new Date(2026, 8, 14, 10, 24, 3, 120).getTime();
export const origin = 'https://shop.example';

/** A run of a flow with the titles that the registry gives it. */
export const runOf = (
  id: string,
  { vendor, project }: { readonly vendor: string; readonly project: string },
  verdict: ViewFlow['verdict'],
  steps: readonly (readonly [step: string, verdict: ViewFlow['steps'][number]['verdict'], why: string, at?: ViewRow])[],
  run = 1,
): ViewFlow => {
  const flow = flows.find((each) => each.id === id);
  const titleOf = (step: string): string => flow?.steps.find((each) => each.step === step)?.title ?? step;
  return {
    flow: id,
    title: flow?.title ?? id,
    vendor,
    project,
    run,
    verdict,
    steps: steps.map(([step, of, why, at]) => ({
      step,
      title: titleOf(step),
      verdict: of,
      why,
      ...(at === undefined ? {} : { key: at.key }),
    })),
  };
};

/** The flows that are left when these were tried. */
export const untriedBut = (...tried: readonly string[]): View['untried'] =>
  flows.filter(({ id }) => !tried.includes(id)).map(({ id, title }) => ({ flow: id, title }));

const emptyStrip: View['strip'] = {
  thinks: null,
  others: [],
  changed: null,
  logout: { state: 'not-tried', why: 'No logout was seen yet.', key: null },
  counts: { error: 0, warning: 0, info: 0 },
};

export const emptyView: View = {
  version: 1,
  tab: 7,
  rows: [],
  documents: [],
  devices: [{ id: 'here', label: 'This browser' }],
  projects: [],
  identities: [],
  findings: [],
  muted: [],
  flows: [],
  untried: untriedBut(),
  unchecked: [],
  strip: emptyStrip,
  status: { state: 'fresh', observations: 0, tabs: 1, losses: [], notes: [], skipped: 0, file: null, added: [] },
  options: defaultOptions,
  serverId: { site: 'shop.example', cookie: null, value: null },
  site: { site: 'shop.example', alwaysRecord: false, auth: { login: [], logout: [], expiry: [], never: [] }, muted: [] },
};

const feedChoices: ViewProject['feeds'] = [
  {
    vendor: 'mixpanel',
    vendorTitle: 'Mixpanel',
    model: null,
    choices: [
      { id: 'mixpanel-simplified', title: 'Simplified ID Merge' },
      { id: 'mixpanel-original', title: 'Original ID Merge' },
    ],
  },
  { vendor: 'amplitude', vendorTitle: 'Amplitude', model: null, choices: [{ id: 'amplitude', title: 'Amplitude user merge' }] },
];

const blankRow: Omit<ViewRow, 'key' | 'at' | 'document' | 'kind' | 'title' | 'detail'> = {
  device: 'here',
  tab: 7,
  vendor: null,
  project: null,
  ids: null,
  delivery: null,
  predicted: false,
  queued: false,
  event: null,
  slot: null,
  landedOn: null,
  merge: 'none',
  reason: null,
};

export type Vendor = {
  readonly vendor: string;
  readonly title: string;
  readonly project: string;
  readonly model: string;
  readonly modelTitle: string;
};

export const mixpanel: Vendor = {
  vendor: 'mixpanel',
  title: 'Mixpanel',
  project: '9f2c41d07be84c1f9b1a6c0f3e5d7712',
  model: 'mixpanel-simplified',
  modelTitle: 'Simplified ID Merge',
};
export const segment: Vendor = {
  vendor: 'segment',
  title: 'Segment',
  project: 'wK3yQf81LmZp',
  model: 'segment-unify',
  modelTitle: 'Unify identity resolution',
};

type Sent = { readonly anonymousId: string; readonly knownId?: string; readonly by: Vendor };

/** Writes a story row by row. A person's events share a slot; `merge` lets a slot point at somebody else from then on. */
export const sceneBuilder = () => {
  const rows: ViewRow[] = [];
  const documents: View['documents'][number][] = [];
  const slots = new Map<string, { readonly owner: Vendor; readonly ids: string[]; profile: string }[]>();
  const slotByName = new Map<string, number>();
  let clock = startedAt;
  let document = '';
  const counts = new Map<string, number>();

  const push = (row: Partial<ViewRow> & Pick<ViewRow, 'kind' | 'title' | 'detail'>): ViewRow => {
    clock += 137 + ((rows.length * 61) % 900);
    const made = { ...blankRow, key: `k${rows.length + 1}`, at: clock, document, ...row };
    rows.push(made);
    return made;
  };
  const slotOf = (by: Vendor, anonymousId: string): number => {
    const own = slots.get(by.vendor) ?? [];
    slots.set(by.vendor, own);
    const name = `${by.vendor} ${anonymousId}`;
    const slot = slotByName.get(name) ?? own.push({ owner: by, ids: [anonymousId], profile: label(by, anonymousId, false) }) - 1;
    slotByName.set(name, slot);
    return slot;
  };
  const label = (by: Vendor, id: string, known: boolean): string => {
    if (by.vendor === 'segment') return `${known ? 'user_id' : 'anonymous_id'}=${id}`;
    return known ? id : `$device:${id}`;
  };
  const send = (title: string, detail: string, { anonymousId, knownId, by }: Sent, more: Partial<ViewRow> = {}): ViewRow => {
    const index = counts.get(by.vendor) ?? 0;
    counts.set(by.vendor, index + 1);
    const slot = slotOf(by, anonymousId);
    const profile = slots.get(by.vendor)?.[slot]?.profile ?? '';
    return push({
      kind: 'call',
      title,
      detail,
      vendor: by.vendor,
      project: by.project,
      ids: { anonymousId, knownId: knownId ?? null },
      delivery: 'accepted',
      event: { vendor: by.vendor, project: by.project, index },
      slot,
      landedOn: profile,
      ...more,
    });
  };

  return {
    rows,
    push,
    send,
    page: (path: string): void => {
      document = `d${documents.length + 1}`;
      documents.push({ id: document, url: origin + path, tab: 7, device: 'here', openedAt: clock });
      push({ kind: 'document', title: 'Page opened', detail: origin + path });
    },
    backTo: (index: number): void => {
      document = `d${index}`;
    },
    signal: (signal: 'login' | 'logout' | 'expiry', detail: string): ViewRow => push({ kind: 'signal', title: signal, detail }),
    identify: (sent: Required<Sent>, more: Partial<ViewRow> = {}): ViewRow => {
      const slot = slotOf(sent.by, sent.anonymousId);
      const own = slots.get(sent.by.vendor)?.[slot];
      const known = label(sent.by, sent.knownId, true);
      if (own !== undefined && more.merge !== 'refused') own.profile = known;
      return send('identify', sent.knownId, sent, { landedOn: known, merge: 'merged', ...more });
    },
    /** An event that goes to a person of its own, whatever its device belongs to. */
    sendAs: (title: string, detail: string, sent: Required<Sent>, more: Partial<ViewRow> = {}): ViewRow => {
      const known = label(sent.by, sent.knownId, true);
      const own = slots.get(sent.by.vendor) ?? [];
      slots.set(sent.by.vendor, own);
      let slot = own.findIndex((candidate) => candidate.ids.length === 0 && candidate.profile === known);
      if (slot < 0) slot = own.push({ owner: sent.by, ids: [], profile: known }) - 1;
      return send(title, detail, sent, { slot, landedOn: known, ...more });
    },
    reset: (by: Vendor, next: string): ViewRow =>
      push({ kind: 'call', title: 'reset', detail: '', vendor: by.vendor, project: by.project, ids: { anonymousId: next, knownId: null } }),
    documents,
    project: (by: Vendor, more: Partial<ViewProject> = {}): ViewProject => {
      const own = slots.get(by.vendor) ?? [];
      const labels = [...new Set(own.map((slot) => slot.profile))];
      const profiles = labels.map((text, place): ViewProfile => {
        const mine = own.filter((slot) => slot.profile === text);
        const places = new Set(mine.map((slot) => own.indexOf(slot)));
        const events = rows.filter((row) => row.vendor === by.vendor && row.slot !== null && places.has(row.slot));
        const first = events[0];
        const merging = events.filter((row) => row.merge === 'merged');
        const known = !/^(\$device:|anonymous_id=)/.test(text);
        const ids = mine.flatMap((slot) => slot.ids.map((id) => label(by, id, false)));
        return {
          id: `p${place + 1}`,
          label: text,
          known,
          ids: known ? [...ids, text] : ids,
          events: events.length,
          firstTouch:
            first === undefined
              ? null
              : {
                  event: first.event?.index ?? 0,
                  name: first.detail === '' ? first.title : first.detail,
                  at: first.at,
                  url: documents.find((one) => one.id === first.document)?.url ?? origin,
                  referrer: 'https://news.example/',
                  utm: { utm_source: 'newsletter', utm_campaign: 'autumn' },
                },
          mergedBy: merging.map((row) => ({
            event: row.event?.index ?? 0,
            ids: [label(by, row.ids?.anonymousId ?? '', false), label(by, row.ids?.knownId ?? '', true)],
            rule: 'The first $user_id seen with a $device_id takes its events.',
            cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
            key: row.key,
          })),
          nearLimits: [],
        };
      });
      return {
        vendor: by.vendor,
        vendorTitle: by.title,
        project: by.project,
        model: by.model,
        unverified: null,
        modelConfirmed: by.vendor !== 'mixpanel',
        choices:
          by.vendor === 'mixpanel'
            ? [
                { id: by.model, title: by.modelTitle },
                { id: 'mixpanel-original', title: 'Original ID Merge' },
              ]
            : [{ id: by.model, title: by.modelTitle }],
        feeds: by.vendor === 'segment' ? feedChoices : [],
        fedBy: null,
        settings: [],
        assumptions: by.vendor === 'mixpanel' ? [{ name: 'new-device-only', value: 'same', touched: 3 }] : [],
        profiles,
        slots: own.map((slot) => labels.indexOf(slot.profile)),
        events: counts.get(by.vendor) ?? 0,
        duplicates: 0,
        ...more,
      };
    },
  };
};

export type SceneBuilder = ReturnType<typeof sceneBuilder>;

export const identityOf = (
  by: Vendor,
  anonymousId: string | null,
  knownId: string | null,
  more: Partial<IdentityNow> = {},
): IdentityNow => ({
  vendor: by.vendor,
  project: by.project,
  device: 'here',
  instance: by.vendor,
  tab: 7,
  document: 'd1',
  ids: { anonymousId, knownId },
  since: startedAt + 42_000,
  lastReset: null,
  unsent: 0,
  capturing: 'in',
  hooked: true,
  why: null,
  version: by.vendor === 'mixpanel' ? '2.83.0' : '1.84.3',
  storedBefore: { anonymousId: null, knownId: null },
  traits: null,
  waiting: 0,
  ...more,
});
