import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** How far the file is that is being opened. It shows only once that takes a moment. */
export const Opening = () => {
  const opening = useStore().importing.state.value;
  if (opening === null) return null;
  const { name, place, of, share } = opening;
  const told = of === 1 ? words.files.opening(name) : words.files.openingOf(name, place, of);
  return (
    <div class="opening" role="status" data-opening>
      <span>{told}</span>
      <progress aria-label={told} {...(share > 0 && share < 1 ? { value: share } : {})} />
    </div>
  );
};
