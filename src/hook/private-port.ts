/** The event by which the bridge hands over its port. Both run before the first script of the page, which can neither see nor forge it. */
export const portEvent = 'idscope:port';

/** The name on the window under which the hook takes the list of the vendors' script. It is gone again before the first script of the page. */
export const vendorsPlace = 'idscope:vendors';

/** Dispatched on the port by the hook: a fact that only the page's world sees, for the signals script beside the bridge. */
export const factEvent = 'fact';

/** Dispatched on the port by the signals script: a report that the hook puts in its place. The quiet one makes no page talk. */
export const sayEvent = 'say';
export const sayQuietlyEvent = 'hint';

/** Dispatched by the bridge on the port: nobody will ever listen again. */
export const stopEvent = 'stop';
