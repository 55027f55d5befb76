import { useState } from 'preact/hooks';
import { pictureWords as words } from '../words/picture.ts';
import { Dialog } from './dialog.tsx';

/** Ids listed at first, and more with each press. */
const listed = 200;

export type IdSheetProps = {
  readonly title: string;
  readonly ids: readonly string[];
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
};

/** The ids behind a folded node; each leads to its events. */
export const IdSheet = ({ title, ids, onChoose, onClose }: IdSheetProps) => {
  const [limit, setLimit] = useState(listed);
  return (
    <Dialog title={title} kind="id-sheet" onClose={onClose}>
      <ul class="id-list mono">
        {ids.slice(0, limit).map((id) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => onChoose(id)}>
              {id}
            </button>
          </li>
        ))}
      </ul>
      {ids.length > limit && (
        <button type="button" class="link more" onClick={() => setLimit(limit + listed)}>
          {words.listMore(ids.length - limit)}
        </button>
      )}
      <button type="button" class="button" onClick={onClose}>
        {words.close}
      </button>
    </Dialog>
  );
};
