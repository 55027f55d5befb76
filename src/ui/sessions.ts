import type { View, ViewRow } from '../messages/view.ts';
import { words } from './words/en.ts';

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

/** Says of a row where it comes from, if not from the tab that the panel is for: another tab, or another device. */
export const elsewhereIn = (view: View): ((row: ViewRow) => string | null) => {
  const places = placesOf(view);
  if (places.length < 2) return () => null;
  const labels = deviceLabels(view.devices);
  const own = places.find(({ tab }) => tab === view.tab)?.device ?? null;
  return ({ device, tab }) => {
    if (device !== own) return labels.get(device) ?? null;
    return tab === null || tab === view.tab ? null : words.session.tab(tab);
  };
};
