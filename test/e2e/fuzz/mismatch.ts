/** Where what Idscope says and what happened part. `kind` groups what has one cause. */
export type Mismatch = { readonly kind: string; readonly what: string };
