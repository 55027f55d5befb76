import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const t = words.session;

/** Says that a file is shown, and leads back to the session, which went on. */
export const FileBanner = () => {
  const store = useStore();
  const file = store.state.value.view?.status.file ?? null;
  if (file === null) return null;
  return (
    <div class="notice is-info" role="status" data-file-shown>
      <span>
        <strong>{t.file(file.name)}</strong> {t.meanwhile(file.meanwhile)}
      </span>
      <button type="button" class="button" {...keyOf('live')} data-live onClick={() => store.showLive()}>
        {t.live}
      </button>
    </div>
  );
};
