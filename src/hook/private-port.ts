/** The event by which the bridge hands over its port. Both run before the first script of the page, which can neither see nor forge it. */
export const portEvent = 'idscope:port';

/** Dispatched by the bridge on the port: nobody will ever listen again. */
export const stopEvent = 'stop';
