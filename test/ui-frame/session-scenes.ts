import type { ViewRow } from '../../src/messages/view.ts';
import type { Scene } from './fake-source.ts';

/** A story on two tabs, in private windows and on a phone, with marks. */
export const inSession = ({ view, connection, detail }: Scene): Scene => {
  if (view === null) throw new Error('The story is gone.');
  const [first, second, third, ...others] = view.documents;
  const place = new Map([
    [second?.id, { tab: 9, device: 'here' }],
    [third?.id, { tab: 12, device: 'private' }],
    [others[0]?.id, { tab: null, device: 'phone' }],
  ]);
  const moved = <T extends { readonly tab: number | null; readonly device: string }>(one: T, document: string): T => ({
    ...one,
    ...place.get(document),
  });
  const mark = (note: string, key: string, like: ViewRow): ViewRow => ({
    ...like,
    key,
    at: like.at + 20,
    kind: 'mark',
    title: 'mark',
    detail: note,
    vendor: null,
    project: null,
    ids: null,
    delivery: null,
    event: null,
    slot: null,
    landedOn: null,
    merge: 'none',
    reason: null,
    queued: false,
    predicted: false,
  });
  const rows = view.rows.map((row) => moved(row, row.document));
  const [start, middle] = [rows[2], rows[9]];
  if (first === undefined || start === undefined || middle === undefined) throw new Error('The story is too short.');
  return {
    connection,
    detail,
    view: {
      ...view,
      rows: [
        ...rows.slice(0, 3),
        mark('now I open a product in another tab', 'm1', start),
        ...rows.slice(3, 10),
        mark('Sign up with Anna’s address', 'm2', middle),
        ...rows.slice(10),
      ],
      documents: view.documents.map((document) => moved(document, document.id)),
      devices: [
        { id: 'here', label: 'This browser' },
        { id: 'private', label: 'Private windows' },
        { id: 'phone', label: 'phone.har' },
      ],
      status: { ...view.status, tabs: 3, added: ['phone.har'] },
    },
  };
};

export const privateWindows = {
  browser: 'chromium',
  allowed: () => Promise.resolve(false),
  openSettings: () => undefined,
  address: 'chrome://extensions/?id=abcdefghijklmnopabcdefghijklmnop',
} as const;
