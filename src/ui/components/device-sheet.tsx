import { useEffect, useState } from 'preact/hooks';
import type { PrivateWindows } from '../../messages/panel.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { CopyButton } from './copy-button.tsx';
import { Dialog } from './dialog.tsx';
import { FileButton } from './file-button.tsx';
import { Icon } from './icon.tsx';
import { Refusal } from './refusal.tsx';

const t = words.session.devices;

const Private = ({ windows }: { readonly windows: PrivateWindows }) => {
  const [allowed, setAllowed] = useState<boolean | null>(null);
  useEffect(() => {
    windows.allowed().then(setAllowed, () => setAllowed(null));
  }, [windows]);
  return (
    <section class="device-part">
      <h3>{t.private}</h3>
      {allowed === true ? (
        <p>{t.allowed}</p>
      ) : (
        <>
          <ol class="device-steps">
            {t.privateSteps[windows.browser].map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p class="device-address">
            {windows.openSettings !== null && (
              <button type="button" class="button" onClick={() => windows.openSettings?.()}>
                {t.openSettings}
              </button>
            )}
            <code>{windows.address}</code>
            <CopyButton iconOnly label={t.copyAddress} text={() => windows.address} />
          </p>
        </>
      )}
      <p class="muted">{t.privateEnds}</p>
    </section>
  );
};

const Added = () => {
  const store = useStore();
  const added = store.state.value.view?.status.added ?? [];
  if (added.length === 0) return null;
  return (
    <div>
      <h4>{t.added}</h4>
      <ul class="added-devices">
        {added.map((name) => (
          <li key={name}>
            <span class="mono">{name}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={t.remove(name)}
              title={t.remove(name)}
              onClick={() => store.removeDevice(name)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** How another tab, a private window or a recording of another browser joins the session. */
export const DeviceSheet = () => {
  const store = useStore();
  const close = (): void => store.devices(false);
  return (
    <Dialog title={t.title} kind="device-sheet" onClose={close}>
      <p class="muted">{t.intro}</p>
      <section class="device-part">
        <h3>{t.tabs}</h3>
        <p>{t.tabsHelp}</p>
      </section>
      {store.source.privateWindows !== undefined && <Private windows={store.source.privateWindows} />}
      <section class="device-part">
        <h3>{t.file}</h3>
        <p>{t.fileHelp}</p>
        <FileButton name="device" label={t.choose} multiple onFiles={store.addDevice} />
        <Refusal of={['device.add']} />
        <Added />
      </section>
      <button type="button" class="button" onClick={close}>
        {t.close}
      </button>
    </Dialog>
  );
};
