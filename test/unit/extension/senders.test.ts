import { expect, test } from 'vitest';
import { createDevices } from '../../../src/extension/background/devices.ts';
import { isPanelSender, pageSender } from '../../../src/extension/background/senders.ts';
import { pageSenderOf, panelSenderOf, self } from './fakes.ts';

test('a content script is a page whatever name its port has, and never a panel (T02)', () => {
  expect(pageSender(pageSenderOf(), self)).toEqual({
    document: 'doc-1',
    tab: 7,
    frame: 0,
    incognito: false,
    cookieStore: null,
    url: 'https://shop.example/',
  });
  expect(isPanelSender(pageSenderOf(), self)).toBe(false);
});

test('a page whose address merely looks like the extension is no panel', () => {
  for (const url of ['https://evil.example/chrome-extension://idscope/', 'chrome-extension://idscope.evil/', null]) {
    expect(isPanelSender(pageSenderOf({ url }), self)).toBe(false);
  }
});

test('other extensions are neither page nor panel (T32)', () => {
  expect(pageSender(pageSenderOf({ extension: 'other' }), self)).toBeNull();
  expect(isPanelSender({ ...panelSenderOf(), extension: 'other' }, self)).toBe(false);
});

test('an extension page is a panel, in DevTools and in a tab of its own (T37)', () => {
  expect(isPanelSender(panelSenderOf(), self)).toBe(true);
  expect(isPanelSender({ ...panelSenderOf(), tab: 9 }, self)).toBe(true);
  expect(pageSender({ ...panelSenderOf(), tab: 9 }, self)).toBeNull();
});

test('a sender without a document cannot report', () => {
  expect(pageSender(pageSenderOf({ document: null }), self)).toBeNull();
});

const ids = () => {
  let count = 0;
  return () => {
    count += 1;
    return `n${count}`;
  };
};

test('ordinary windows, private windows and containers are devices of their own', () => {
  const devices = createDevices({ stored: undefined, newId: ids() });
  const ordinary = devices.idOf({ incognito: false, cookieStore: null });
  expect(devices.idOf({ incognito: false, cookieStore: 'firefox-default' })).toBe(ordinary);
  devices.idOf({ incognito: true, cookieStore: 'firefox-private' });
  devices.idOf({ incognito: false, cookieStore: 'firefox-container-2' });
  expect(devices.list()).toEqual([
    { id: 'd-n1', label: 'This browser' },
    { id: 'd-n2', label: 'Private windows' },
    { id: 'd-n3', label: 'Container 2' },
  ]);
});

test('each new set of private windows is another device', () => {
  const devices = createDevices({ stored: undefined, newId: ids() });
  const first = devices.idOf({ incognito: true, cookieStore: null });
  devices.privateWindowsClosed();
  const second = devices.idOf({ incognito: true, cookieStore: null });
  expect(second).not.toBe(first);
  expect(devices.idOf({ incognito: true, cookieStore: null })).toBe(second);
  expect(devices.list().map((device) => device.label)).toEqual(['Private windows', 'Private windows, set 2']);
});

test('devices are the same after the worker was away', () => {
  const before = createDevices({ stored: undefined, newId: ids() });
  const id = before.idOf({ incognito: true, cookieStore: null });
  const after = createDevices({ stored: JSON.parse(JSON.stringify(before.stored())), newId: ids() });
  expect(after.idOf({ incognito: true, cookieStore: null })).toBe(id);
  expect(after.list()).toEqual(before.list());
});
