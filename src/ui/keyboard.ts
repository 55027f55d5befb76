import { type Tab, tabs } from './state.ts';

/** Buttons that have a key of their own: the key presses the button that bears the name, see `keyOf`. */
export const keyedButtons = [
  'identity-only',
  'reading',
  'identity-cards',
  'login',
  'logout',
  'expiry',
  'copy-ticket',
  'reload',
  'export',
  'import',
  'mark',
  'mark-previous',
  'mark-next',
  'add-device',
  'live',
  'as-of',
  'past-previous',
  'past-next',
  'present',
  'clear',
  'server',
  'settings',
  'profiles-as',
  'fit-picture',
  'save-picture',
] as const;
export type KeyedButton = (typeof keyedButtons)[number];

/** What a key asks for. */
export type KeyWish =
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'move-to'; readonly end: 'first' | 'last' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'search' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'tab'; readonly tab: Tab }
  | { readonly kind: 'press'; readonly button: KeyedButton };

/** `name` is how the sheet calls it; `keys` are alternatives, by `KeyboardEvent.key`; with `shift` only together with it. */
export type Shortcut = {
  readonly name: ShortcutName;
  readonly keys: readonly string[];
  readonly wish: KeyWish;
  readonly shift?: true;
  /** Works beside a focused button or row as well: no control uses this key itself. */
  readonly everywhere?: true;
};

export type ShortcutName =
  | `tab-${Tab}`
  | KeyedButton
  | 'next'
  | 'previous'
  | 'page-down'
  | 'page-up'
  | 'first'
  | 'last'
  | 'open'
  | 'close'
  | 'search'
  | 'shortcuts';

const pageRows = 12;

const buttonKeys: Readonly<Record<KeyedButton, string>> = {
  'identity-only': 'f',
  reading: 'v',
  'identity-cards': 'b',
  login: 'i',
  logout: 'o',
  expiry: 'e',
  'copy-ticket': 'c',
  reload: 'r',
  export: 'x',
  import: 'p',
  mark: 'm',
  'mark-previous': '[',
  'mark-next': ']',
  'add-device': 'd',
  live: 'l',
  'as-of': 't',
  'past-previous': '<',
  'past-next': '>',
  present: 'n',
  clear: 'Delete',
  server: 's',
  settings: ',',
  'profiles-as': 'g',
  'fit-picture': 'z',
  'save-picture': 'w',
};

/** Every key the panel knows: what serves them and the sheet that lists them both read this. */
export const keyTable: readonly Shortcut[] = [
  ...tabs.map((tab, at): Shortcut => ({ name: `tab-${tab}`, keys: [String(at + 1)], wish: { kind: 'tab', tab }, everywhere: true })),
  { name: 'search', keys: ['/'], wish: { kind: 'search' }, everywhere: true },
  { name: 'next', keys: ['j'], wish: { kind: 'move', by: 1 }, everywhere: true },
  { name: 'next', keys: ['ArrowDown'], wish: { kind: 'move', by: 1 } },
  { name: 'previous', keys: ['k'], wish: { kind: 'move', by: -1 }, everywhere: true },
  { name: 'previous', keys: ['ArrowUp'], wish: { kind: 'move', by: -1 } },
  { name: 'page-down', keys: ['PageDown'], wish: { kind: 'move', by: pageRows } },
  { name: 'page-up', keys: ['PageUp'], wish: { kind: 'move', by: -pageRows } },
  { name: 'first', keys: ['Home'], wish: { kind: 'move-to', end: 'first' } },
  { name: 'last', keys: ['End'], wish: { kind: 'move-to', end: 'last' } },
  { name: 'open', keys: ['Enter'], wish: { kind: 'open' } },
  { name: 'close', keys: ['Escape'], wish: { kind: 'close' }, everywhere: true },
  ...keyedButtons.map(
    (button): Shortcut => ({
      name: button,
      keys: [buttonKeys[button]],
      wish: { kind: 'press', button },
      everywhere: true,
      ...(button === 'clear' ? { shift: true } : {}),
    }),
  ),
  { name: 'shortcuts', keys: ['?'], wish: { kind: 'shortcuts' }, everywhere: true },
];

export type Pressed = {
  readonly key: string;
  readonly modified: boolean;
  readonly shift: boolean;
  readonly typing: boolean;
  readonly onControl: boolean;
};

/** The wish behind a key; null leaves the key to the browser. While typing only Escape is ours; on a control, keys that work it are not. */
export const wishOf = ({ key, modified, shift, typing, onControl }: Pressed): KeyWish | null => {
  if (modified) return null;
  const found = keyTable.find((each) => each.keys.includes(key) && (each.shift !== true || shift));
  if (found === undefined) return null;
  if (typing && found.wish.kind !== 'close') return null;
  return onControl && found.everywhere !== true ? null : found.wish;
};

/** What a button bears that a key presses: the name by which it is found, and the key for who reads the page aloud. */
export const keyOf = (button: KeyedButton): { readonly 'data-key': KeyedButton; readonly 'aria-keyshortcuts': string } => ({
  'data-key': button,
  'aria-keyshortcuts': button === 'clear' ? 'Shift+Delete' : buttonKeys[button],
});
