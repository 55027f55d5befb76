/** How many elements of the document that match are shown; what nobody can see counts for nothing. */
export const countShown = (document: Document, selector: string): number =>
  [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0).length;
