/** True when the page shows a password field; one that nobody can see asks for nothing. */
export const hasShownPasswordField = (document: Document): boolean => {
  for (const field of fieldsOf(document)) if (field.getClientRects().length > 0) return true;
  return false;
};

const fieldsOf = (within: ParentNode): NodeListOf<Element> => within.querySelectorAll('input[type=password]');

/** True for a login or sign-up form; false for one that changes a password: it asks for the old and a new one. */
export const asksForPassword = (form: Element): boolean => {
  let hints = '';
  let any = false;
  for (const field of fieldsOf(form)) {
    any = true;
    hints += field.getAttribute('autocomplete') ?? '';
  }
  return any && !(hints.includes('current-password') && hints.includes('new-password'));
};
