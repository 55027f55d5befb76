import { countShown } from './shown.ts';

const passwordField = '[type=password]';

/** True when the page shows a password field; one that nobody can see asks for nothing. */
export const hasShownPasswordField = (document: Document): boolean => countShown(document, passwordField) > 0;

/** True for a login or sign-up form; false for one that changes a password: it asks for the old and a new one. */
export const asksForPassword = (form: Element): boolean => {
  const has = (autocomplete: string): boolean => form.querySelector(passwordField + autocomplete) !== null;
  return has('') && !(has('[autocomplete~=current-password]') && has('[autocomplete~=new-password]'));
};
