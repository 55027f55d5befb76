import { count } from '../format.ts';
import { plural } from './plural.ts';

/** The words for tabs, devices, marks and looking back: what belongs to a session. */
export const sessionWords = {
  live: 'Back to live',
  file: (name: string): string => `You are looking at ${name}.`,
  meanwhile: (value: number): string =>
    value === 0 ? 'The live page is recorded meanwhile.' : `The live page is recorded meanwhile: ${plural(value, 'new observation')}.`,
  places: 'Devices and tabs of this session',
  all: 'All',
  tab: (tab: number): string => `tab ${tab}`,
  thisTab: 'this tab',
  onlyThis: (name: string): string => `Show only ${name}`,
  addDevice: 'Add device',
  importMenu: {
    open: 'Open…',
    openHelp: 'Recordings, HARs or NDJSON; several are one analysis. They can be dropped on the panel, too.',
    compare: 'Compare…',
    compareHelp: 'Another recording with what is shown: what was fixed, what is new.',
    device: 'Add device…',
    deviceHelp: 'Another browser, a phone or private windows in the same story.',
  },
  devices: {
    title: 'Another device in the same story',
    intro:
      'Merging is done per project, not per browser: who logs in on a second device becomes the same person there. Tabs, private windows and recordings of other browsers are shown as one session.',
    tabs: 'Another tab',
    tabsHelp: 'Open DevTools in it and choose Idscope there. It joins this session by itself.',
    private: 'A private window is a second device',
    allowed: 'Idscope runs in private windows. Open one, open DevTools in it and choose Idscope.',
    privateSteps: {
      chromium: [
        'Open the extension’s settings.',
        'Switch on “Allow in Incognito”.',
        'Open an Incognito window, DevTools in it, and Idscope.',
      ],
      firefox: [
        'Open about:addons, Extensions, Idscope.',
        'Set “Run in Private Windows” to “Allow”.',
        'Open a private window, DevTools in it, and Idscope.',
      ],
    },
    privateEnds: 'Closing the last private window ends that device: the next one is a new visitor.',
    openSettings: 'Open the settings',
    address: 'Address',
    copyAddress: 'Copy the address of the settings',
    file: 'A recording of another browser',
    fileHelp: 'Export there (with real ids, or ids will not match), or save a HAR of a phone’s traffic, and add the file here.',
    choose: 'Add a recording…',
    added: 'Added to this session',
    remove: (name: string): string => `Remove ${name}`,
    close: 'Close',
  },
  marks: {
    button: 'Mark',
    buttonHelp: 'Put a note into the timeline',
    title: 'Mark this moment',
    note: 'Note',
    hint: 'what you are about to do',
    add: 'Add mark',
    cancel: 'Cancel',
    count: (value: number): string => plural(value, 'mark'),
    previous: 'Previous mark',
    next: 'Next mark',
  },
  past: {
    title: (time: string, row: string): string => `As it stood at ${time}, after ${row}.`,
    later: (value: number): string =>
      value === 0 ? 'Nothing came later.' : `${count(value)} later ${value === 1 ? 'row is' : 'rows are'} hidden.`,
    previous: 'One row back',
    next: 'One row on',
    end: 'Back to now',
  },
} as const;
