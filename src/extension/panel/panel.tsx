import { panelPortName } from '../../messages/panel.ts';
import { sessionCookieChange } from '../../signals/session-cookies.ts';
import { mountPanel } from '../../ui/mount.tsx';
import { browser } from '../platform/browser.ts';
import { systemClock } from '../platform/clock.ts';
import { lineOf } from '../platform/port.ts';
import { startAsking } from './copy/start-asking.ts';
import { startWorker } from './copy/start-worker.ts';
import { demoRecording } from './demo/demo-recording.ts';
import { findHost } from './devtools-host.ts';
import { startPortSource } from './port-source.ts';
import { privateWindows } from './private-windows.ts';
import { copyText, saveFile } from './save-file.ts';

const root = document.getElementById('root');
const host = findHost(location.search);

if (root !== null && host === null) root.textContent = 'Open Idscope in DevTools, or name a tab: panel.html?tab=<id>.';
if (root !== null && host !== null) {
  const { tab, theme, onThemeChange, reload, openSource, onRequest } = host;
  const line = startPortSource({
    tab,
    clock: systemClock,
    connect: () => {
      if (browser.runtime?.id === undefined) throw new Error('Extension context invalidated.');
      return lineOf(browser.runtime.connect({ name: panelPortName(tab) }));
    },
  });
  onRequest((request) => {
    const what = sessionCookieChange(request, systemClock.now());
    if (what !== null) line.send({ kind: 'session-cookie.changed', what });
  });
  const { ask } = startAsking(line, startWorker);
  mountPanel(root, {
    ...line,
    theme,
    onThemeChange,
    ask,
    privateWindows: privateWindows(navigator.userAgent),
    reload,
    openSource,
    save: saveFile,
    copy: copyText,
    demo: demoRecording,
  });
}
