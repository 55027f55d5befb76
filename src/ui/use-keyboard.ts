import { useEffect } from 'preact/hooks';
import { type KeyedButton, type KeyWish, wishOf } from './keyboard.ts';
import type { Store } from './store.ts';
import { rowIndexOf } from './timeline-items.ts';

const typingIn = (target: Element | null): boolean =>
  target !== null &&
  (target.matches('textarea, select, [contenteditable]') || target.matches('input:not([type=checkbox], [type=radio], [type=file])'));

const controlAt = (target: Element | null): boolean =>
  target?.closest('button, a, summary, input, select, [role=tab], [data-own-keys]') != null;

const move = (store: Store, to: (place: number, length: number) => number): void => {
  const { view, selected } = store.state.peek();
  const items = store.items.peek();
  const rows = view?.rows ?? [];
  const rowsOnly = items.filter((item) => item >= 0);
  if (rowsOnly.length === 0) return;
  const place = selected === null ? -1 : rowsOnly.findIndex((item) => rows[item]?.key === selected);
  const item = rowsOnly[Math.max(0, Math.min(rowsOnly.length - 1, to(place, rowsOnly.length)))];
  const row = item === undefined ? undefined : rows[rowIndexOf(item)];
  if (row !== undefined) store.select(row.key);
};

/** Closes a sheet of the whole panel; false if none is open. */
const closeSheet = (store: Store): boolean => {
  const { shortcutsOpen, markOpen, deviceOpen, serverOpen, settingsOpen } = store.state.peek();
  if (shortcutsOpen) store.shortcuts(false);
  else if (markOpen) store.marking(false);
  else if (deviceOpen) store.devices(false);
  else if (serverOpen) store.serverSide(false);
  else if (settingsOpen) store.settings(false);
  else return false;
  return true;
};

/** Closes what is on top of the panel itself; false if there is nothing. */
const close = (store: Store, target: Element | null): boolean => {
  const { filter, detailOpen, travel } = store.state.peek();
  if (typingIn(target) && filter !== '') store.filter('');
  else if (detailOpen) store.closeDetail();
  else if (travel !== null) store.present();
  else if (filter !== '') store.filter('');
  else if (target instanceof HTMLElement && typingIn(target)) target.blur();
  else return false;
  return true;
};

/**
 * Closes what is on top, and says whose business Escape was. The panel's own the browser must not hear of: it would close the next
 * sheet. Any other sheet, the picture's, is closed by the browser, and it alone. What is nobody's is left to who shows the panel.
 */
const closeTop = (store: Store, target: Element | null, sheetIsOpen: boolean): 'panel' | 'browser' | 'nobody' => {
  if (closeSheet(store)) return 'panel';
  if (sheetIsOpen) return 'browser';
  return close(store, target) ? 'panel' : 'nobody';
};

/**
 * Presses a button that is on the screen and can be pressed. The focus stays where it was, so that the next Enter does not press
 * it again; only a button that shows something below it takes the focus, because the way into that leads from there.
 */
const pressButton = (name: KeyedButton): void => {
  const button = [...document.querySelectorAll<HTMLButtonElement>(`[data-key="${name}"]`)].find(
    (one) => !one.matches(':disabled') && one.closest('fieldset:disabled') === null,
  );
  if (button?.hasAttribute('aria-expanded') === true) button.focus();
  button?.click();
};

const grant = (store: Store, wish: Exclude<KeyWish, { readonly kind: 'close' }>): void => {
  const { shortcutsOpen, selected, tab } = store.state.peek();
  switch (wish.kind) {
    case 'tab':
      store.choose(wish.tab);
      break;
    case 'shortcuts':
      store.shortcuts(!shortcutsOpen);
      break;
    case 'search':
      document.querySelector<HTMLElement>('[data-search]')?.focus();
      break;
    case 'open':
      if (selected !== null && tab === 'timeline') store.select(selected, true);
      break;
    case 'press':
      pressButton(wish.button);
      break;
    case 'move':
      move(store, (place, length) => (place < 0 && wish.by < 0 ? length - 1 : Math.max(0, place + wish.by)));
      break;
    case 'move-to':
      move(store, (_place, length) => (wish.end === 'first' ? 0 : length - 1));
      break;
  }
};

/** Serves the whole panel's keys while it is mounted. */
export const useKeyboard = (store: Store): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      const modified = event.ctrlKey || event.metaKey || event.altKey;
      const wish = wishOf({ key: event.key, modified, shift: event.shiftKey, typing: typingIn(target), onControl: controlAt(target) });
      if (wish === null) return;
      const sheetIsOpen = document.querySelector('dialog[open]') !== null;
      // What lies below a sheet does not hear of its keys.
      if (wish.kind !== 'close' && wish.kind !== 'shortcuts' && sheetIsOpen) return;
      const moving = wish.kind === 'move' || wish.kind === 'move-to';
      if (moving && store.state.peek().tab !== 'timeline') return;
      if (wish.kind === 'close') {
        const whose = closeTop(store, target, sheetIsOpen);
        if (whose === 'nobody') return;
        // DevTools, which listens at the document, would open its drawer and keep the key from the browser.
        event.stopPropagation();
        if (whose === 'browser') return;
      } else grant(store, wish);
      event.preventDefault();
    };
    const { documentElement } = document;
    documentElement.addEventListener('keydown', pressed);
    return () => documentElement.removeEventListener('keydown', pressed);
  }, [store]);
};
