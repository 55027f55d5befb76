import { type Tab, tabs } from './state.ts';

/** What a key asks for. */
export type KeyWish =
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'move-to'; readonly end: 'first' | 'last' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  | { readonly kind: 'search' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'tab'; readonly tab: Tab };

export type Pressed = { readonly key: string; readonly modified: boolean; readonly typing: boolean; readonly onControl: boolean };

const pageRows = 12;

const moves: Readonly<Record<string, KeyWish>> = {
  ArrowDown: { kind: 'move', by: 1 },
  ArrowUp: { kind: 'move', by: -1 },
  j: { kind: 'move', by: 1 },
  k: { kind: 'move', by: -1 },
  PageDown: { kind: 'move', by: pageRows },
  PageUp: { kind: 'move', by: -pageRows },
  Home: { kind: 'move-to', end: 'first' },
  End: { kind: 'move-to', end: 'last' },
};

/** The wish behind a key; null leaves the key to the browser. While typing only Escape is ours; on a control, keys that work it are not. */
export const wishOf = ({ key, modified, typing, onControl }: Pressed): KeyWish | null => {
  if (modified) return null;
  if (key === 'Escape') return { kind: 'close' };
  if (typing) return null;
  if (key === '/') return { kind: 'search' };
  if (key === '?') return { kind: 'shortcuts' };
  const tab = tabs[Number(key) - 1];
  if (tab !== undefined) return { kind: 'tab', tab };
  if (onControl && key !== 'j' && key !== 'k') return null;
  if (key === 'Enter') return { kind: 'open' };
  return moves[key] ?? null;
};
