import { isLoginLabel, isLogoutLabel, isLogoutPath, pathWithin } from './words.ts';

export const controlSelector = 'a,button,[type=submit],[type=button],[role=button],[role=menuitem]';

const labelOf = (control: Element, fits: (label: string | null) => boolean): string | null | undefined =>
  [control.getAttribute('aria-label'), control.getAttribute('value'), control.textContent].find(fits);

/** The path of an address of this site that ends a session, or null. */
export const logoutPathOf = (address: string, document: Document): string | null => {
  const path = isLogoutPath(address) ? pathWithin(address, document.baseURI) : null;
  return path !== null && isLogoutPath(path) ? path : null;
};

/** By which path or words a control ends the session; null for any other. */
export const logoutMeaning = (control: Element): string | null => {
  const target = control.getAttribute('href') ?? control.closest('form')?.getAttribute('action');
  const label = labelOf(control, isLogoutLabel);
  return (target ? logoutPathOf(target, control.ownerDocument) : null) ?? (label ? label.trim() : null);
};

/** What the page offers: to log out, to log in and not out, or nothing of the kind. */
export const offered = (document: Document): 'log-out' | 'log-in' | '' => {
  let found: 'log-in' | '' = '';
  for (const control of document.querySelectorAll(controlSelector)) {
    if (logoutMeaning(control) !== null) return 'log-out';
    if (labelOf(control, isLoginLabel)) found = 'log-in';
  }
  return found;
};
