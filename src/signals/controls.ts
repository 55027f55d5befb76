import { isShown } from './shown.ts';
import {
  isLoginLabel,
  isLoginPath,
  isLogoutLabel,
  isLogoutName,
  isLogoutPath,
  isProviderLabel,
  isProviderPath,
  pathWithin,
} from './words.ts';

const controlSelector = 'a,button,[type=submit],[type=button],[role=button],[role=menuitem],[role=link]';

/** More controls than this are a catalogue, whose end says nothing new. */
const controlsMax = 2_000;

const attribute = (control: Element, name: string): string | null => control.getAttribute(name);

/** What a control says: to the eye, to a screen reader, or by the picture in it. */
const labelsOf = (control: Element): readonly (string | null)[] => [
  attribute(control, 'aria-label'),
  attribute(control, 'title'),
  control instanceof HTMLInputElement ? attribute(control, 'value') : null,
  control.textContent,
  control.querySelector('img')?.alt ?? null,
  control.querySelector('svg title')?.textContent ?? null,
];

/** Names in code that a control or the picture in it bears. */
const namesOf = (control: Element): string =>
  [control, ...control.querySelectorAll('i,svg,use,span,img')]
    .slice(0, 6)
    .map((part) => ['class', 'id', 'data-testid', 'data-action', 'href', 'data-icon'].map((name) => attribute(part, name) ?? '').join(' '))
    .join(' ');

const targetOf = (control: Element): string => attribute(control, 'href') ?? attribute(control.closest('form') ?? control, 'action') ?? '';

/** The path of an address of this site that ends a session, or null. */
export const logoutPathOf = (address: string, document: Document): string | null => {
  const path = isLogoutPath(address) ? pathWithin(address, document.baseURI) : null;
  return path !== null && isLogoutPath(path) ? path : null;
};

/** By which path, words or names a control ends the session; null for any other. */
export const logoutMeaning = (control: Element): string | null => {
  const labels = labelsOf(control);
  const label = labels.find(isLogoutLabel);
  if (label) return label.trim();
  const path = logoutPathOf(targetOf(control), control.ownerDocument);
  if (path !== null) return path;
  // Whatever else it says counts for more than what it is called in code.
  const isSilent = labels.every((text) => (text ?? '').trim() === '');
  return isSilent && isLogoutName(namesOf(control)) ? 'an icon' : null;
};

/** By which words or path a control begins to log in, here or at a provider; null for any other. */
export const loginMeaning = (control: Element): string | null => {
  const label = labelsOf(control).find((text) => isLoginLabel(text) || isProviderLabel(text));
  if (label) return label.trim();
  const path = pathWithin(targetOf(control), control.ownerDocument.baseURI);
  return path !== null && targetOf(control) !== '' && (isLoginPath(path) || isProviderPath(path)) ? path : null;
};

const isOffer = (control: Element): boolean =>
  labelsOf(control).some(isLoginLabel) ||
  (control.hasAttribute('href') && isLoginPath(pathWithin(targetOf(control), control.baseURI) ?? ''));

/** What the page offers: to log out, to log in and not out, or nothing of the kind. What is shown counts for more than what is not. */
export const offered = (document: Document): 'log-out' | 'log-in' | '' => {
  let shown: 'log-in' | '' = '';
  let hidden: 'log-out' | 'log-in' | '' = '';
  const controls = document.querySelectorAll(controlSelector);
  for (let index = 0; index < controls.length && index < controlsMax; index += 1) {
    const control = controls[index] as Element;
    const offer = logoutMeaning(control) !== null ? 'log-out' : isOffer(control) ? 'log-in' : '';
    if (offer === '') continue;
    if (!isShown(control)) hidden = offer === 'log-out' ? offer : hidden || offer;
    else if (offer === 'log-out') return offer;
    else shown = offer;
  }
  return shown || hidden;
};

/** The control that an event happened on: the nearest, else the very element, for pages that make controls of anything. */
export const controlOf = (event: Event): Element | null => {
  const [target] = event.composedPath();
  return target instanceof Element ? (target.closest(controlSelector) ?? target) : null;
};
