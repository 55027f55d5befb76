import type { View } from '../messages/view.ts';

/** A tab, or a device without tabs, that has a part in the session. */
export type Place = { readonly device: string; readonly label: string; readonly tab: number | null };

/** A label as one word, for the filter: `Private windows` is `private-windows`. */
export const asWord = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^-|-$/g, '');

/** Every device and tab that a page was seen in, devices in their order, tabs in the order of their first page. */
export const placesOf = ({ devices, documents }: Pick<View, 'devices' | 'documents'>): readonly Place[] =>
  devices.flatMap(({ id, label }) => {
    const tabs = new Set(documents.filter(({ device }) => device === id).map(({ tab }) => tab));
    return [...tabs].map((tab) => ({ device: id, label, tab }));
  });

/** Device labels by id. */
export const deviceLabels = (devices: View['devices']): ReadonlyMap<string, string> => new Map(devices.map(({ id, label }) => [id, label]));
