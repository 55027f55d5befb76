import { v7 as newId } from 'uuid';
import { adapterOf, adapters, decodeRequest } from '../../adapters/index.ts';
import { sentenceFor } from '../../core/explain.ts';
import { parseReport } from '../../core/parse-observation.ts';
import { recordingPieces, serialiseRecording } from '../../core/parse-recording.ts';
import { redact } from '../../core/redact.ts';
import { flows } from '../../flows/index.ts';
import { pagePortName, type TabMessage } from '../../messages/page.ts';
import { models } from '../../models/index.ts';
import { createEngine, readRecordings } from '../../reports/engine.ts';
import { openText } from '../../reports/open-text.ts';
import { toPlaywrightSpec } from '../../reports/playwright-spec.ts';
import { toStrip } from '../../reports/strip.ts';
import { browser } from '../platform/browser.ts';
import { browserName } from '../platform/browser-name.ts';
import { systemClock } from '../platform/clock.ts';
import { createLater } from '../platform/later.ts';
import { lineOf } from '../platform/port.ts';
import { browserSessionStore } from '../platform/session-store.ts';
import { browserSettingsStore } from '../platform/settings-store.ts';
import { openSideFromToolbar } from '../platform/side-panel.ts';

import { startBackground } from './start.ts';

const wake = async (tab: number): Promise<boolean> => {
  try {
    await browser.tabs.sendMessage(tab, { kind: 'tab.wanted' } satisfies TabMessage);
    return true;
  } catch (failure) {
    // Both browsers word it so. Any other failure means that somebody was there and did not answer.
    return !String(failure).includes('Receiving end does not exist');
  }
};

const onTabLoaded = (listener: (tab: number) => void): (() => void) => {
  const updated = (tab: number, change: { status?: string }): void => {
    if (change.status === 'complete') listener(tab);
  };
  browser.tabs.onUpdated.addListener(updated);
  return () => browser.tabs.onUpdated.removeListener(updated);
};

const setBadge = (tab: number, text: string, title: string): void => {
  // A tab that was closed meanwhile is no loss.
  void Promise.all([
    browser.action.setBadgeText({ tabId: tab, text }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: '#b3261e' }),
    browser.action.setTitle({ tabId: tab, title }),
  ]).catch(() => undefined);
};

const background = startBackground({
  self: { id: browser.runtime.id, origin: browser.runtime.getURL('') },
  store: browserSessionStore(),
  settings: browserSettingsStore(),
  clock: systemClock,
  newId: () => newId(),
  version: __IDSCOPE_VERSION__,
  browser: browserName(navigator.userAgent),
  wake,
  setBadge,
  onTabLoaded,
  engineFor: createEngine,
  parseReport,
  openText: (text, name) => openText(text, { name, id: newId(), version: __IDSCOPE_VERSION__ }),
  isOrdinaryCall: ({ vendor, method, args }) => {
    const kind = adapterOf(vendor)?.meaning(method, args).kind;
    return kind === 'track' || kind === 'other';
  },
  decode: decodeRequest,
  redact: (recording) => redact(recording, newId()),
  testOf: (recording, options, source) => toPlaywrightSpec(readRecordings([recording], options), source),
  serialise: serialiseRecording,
  piecesOf: recordingPieces,
  later: createLater(),
  view: { adapters, models, flows, toStrip, sentenceFor },
});

openSideFromToolbar();

// Listeners stand before the first await, or the event that woke the worker would pass unheard.
browser.runtime.onConnect.addListener((port) => {
  const line = lineOf(port);
  if (port.name === pagePortName) background.connectPage(line);
  else background.connectPanel(line);
});

browser.windows?.onRemoved.addListener(() => {
  void browser.windows.getAll().then((windows) => {
    if (!windows.some((each) => each.incognito)) background.privateWindowsClosed();
  });
});
