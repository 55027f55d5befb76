import type { ShortcutName } from '../keyboard.ts';
import { tabNames } from './names.ts';

const keyNames: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  PageDown: 'Page ↓',
  PageUp: 'Page ↑',
  Escape: 'Esc',
  Delete: 'Del',
};

const tabWords = Object.fromEntries(Object.entries(tabNames).map(([tab, name]) => [`tab-${tab}`, name])) as Readonly<
  Record<Extract<ShortcutName, `tab-${string}`>, string>
>;

/** The words of the sheet of keys. */
export const shortcutWords = {
  title: 'Keyboard shortcuts',
  close: 'Close',
  or: 'or',
  shift: 'Shift',
  key: (key: string): string => keyNames[key] ?? key,
  what: {
    ...tabWords,
    search: 'Filter events',
    next: 'Next event',
    previous: 'Previous event',
    'page-down': 'Twelve events on',
    'page-up': 'Twelve events back',
    first: 'First event',
    last: 'Last event',
    open: 'Open the detail',
    close: 'Close what is on top: a sheet, the detail, the filter',
    'identity-only': 'Identity events only, or all',
    reading: 'Delivered or called',
    'identity-cards': 'Identity cards, in a narrow panel',
    login: 'I logged in',
    logout: 'I logged out',
    expiry: 'Session expired',
    'copy-ticket': 'Copy for ticket',
    reload: 'Reload the page',
    export: 'Export',
    import: 'Import',
    mark: 'Mark this moment',
    'mark-previous': 'Previous mark',
    'mark-next': 'Next mark',
    'add-device': 'Add a device',
    live: 'From a file back to the live page',
    'as-of': 'As it stood at the open row',
    'past-previous': 'Looking back: one row back',
    'past-next': 'Looking back: one row on',
    present: 'Looking back: back to now',
    clear: 'Clear',
    server: 'Server side',
    settings: 'Settings of this site',
    'profiles-as': 'Profiles as picture or table',
    'fit-picture': 'Whole picture, or full size',
    'save-picture': 'Save the picture as SVG',
    shortcuts: 'This sheet',
  } satisfies Readonly<Record<ShortcutName, string>>,
} as const;
