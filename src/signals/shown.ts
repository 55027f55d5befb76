/** True for what takes up room on the page; what nobody can see counts for little. */
export const isShown = (element: Element): boolean => element.getClientRects().length > 0;

/** How many elements of the document that match are shown. */
export const countShown = (document: Document, selector: string): number => [...document.querySelectorAll(selector)].filter(isShown).length;
