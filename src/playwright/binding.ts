/** The function by which a page hands over what it observed. It is gone before the first script of the page runs. */
export const bindingName = '__idscopeReports';
