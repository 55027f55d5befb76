import { shortId } from '../format.ts';
import { hueClass, personOf } from '../palette.ts';
import { useStore } from '../use-store.ts';

export type PersonProps = { readonly label: string; readonly known: boolean; readonly past?: boolean; readonly landsOn?: boolean };

/** A person or visitor: colour, shape of the mark (full: known, hollow: anonymous) and label all say who. */
export const Person = ({ label, known, past = false, landsOn = false }: PersonProps) => {
  const { hues } = useStore().state.value;
  const kind = `person ${known ? 'is-known' : 'is-anonymous'} ${past ? 'is-past' : ''} ${hueClass(hues, label)}`;
  const hook = landsOn ? { 'data-lands-on': label } : {};
  return (
    <span class={kind} title={label} {...hook}>
      <i class="mark" aria-hidden="true" />
      <span class="person-label">{shortId(personOf(label))}</span>
    </span>
  );
};
