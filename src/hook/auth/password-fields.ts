import { uncurried } from '../intrinsics.ts';

const all = uncurried(Document.prototype.querySelectorAll as (this: Document, selector: string) => NodeListOf<Element>);
const within = uncurried(Element.prototype.querySelectorAll as (this: Element, selector: string) => NodeListOf<Element>);
const selector = 'input[type=password]';

/** A field nobody can see does not ask for a password. */
const isShown = (field: Element): boolean => field.getClientRects().length > 0;

export const hasShownPasswordField = (document: Document): boolean => {
  for (const field of all(document, selector)) if (isShown(field)) return true;
  return false;
};

/** True for a login or sign-up form; false for one that changes a password: it asks for the old and a new one. */
export const asksForPassword = (form: Element): boolean => {
  let current = false;
  let fresh = false;
  let any = false;
  for (const field of within(form, selector)) {
    any = true;
    const hint = field.getAttribute('autocomplete') ?? '';
    current ||= hint.includes('current-password');
    fresh ||= hint.includes('new-password');
  }
  return any && !(current && fresh);
};
