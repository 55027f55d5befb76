import { useId, useRef, useState } from 'preact/hooks';
import type { ViewFinding } from '../../messages/view.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** Mutes the rule of a finding for this site. The reason is asked for, because reports show it. */
export const MuteForm = ({ finding }: { readonly finding: ViewFinding }) => {
  const store = useStore();
  const { view } = store.state.value;
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  if (view === null || view.site.site === null) return null;
  const close = (): void => {
    setOpen(false);
    setReason('');
    opener.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // The form closes alone: what Escape means to the panel comes with the next one.
    event.stopPropagation();
    close();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (reason.trim() === '') return;
    store.site({ muted: { mute: { rule: finding.rule, project: everywhere ? null : finding.project, reason: reason.trim() } } });
    close();
  };
  return (
    <>
      <button ref={opener} type="button" class="link" aria-expanded={open} data-mute={finding.rule} onClick={() => setOpen(!open)}>
        {words.settings.mute}
      </button>
      {open && (
        <form class="settings-form mute-form" aria-label={words.settings.muteTitle(finding.rule)} onSubmit={submit} onKeyDown={pressed}>
          <div class="field">
            <label for={id}>{words.settings.muteReason}</label>
            <input id={id} value={reason} autocomplete="off" onInput={(event) => setReason(event.currentTarget.value)} />
          </div>
          {finding.project !== null && (
            <label class="check">
              <input type="checkbox" checked={everywhere} onChange={(event) => setEverywhere(event.currentTarget.checked)} />
              <span>{words.settings.everywhere}</span>
            </label>
          )}
          <div class="actions">
            <button type="submit" class="button" disabled={reason.trim() === ''}>
              {words.settings.mute}
            </button>
            <button type="button" class="button" onClick={close}>
              {words.settings.cancel}
            </button>
          </div>
        </form>
      )}
    </>
  );
};
