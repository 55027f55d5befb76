/** Input or options that cannot be used: the command says the message in one line on standard error and ends with 2. */
export class Unusable extends Error {}
