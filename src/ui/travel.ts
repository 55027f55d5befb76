import type { PastView } from '../messages/copy.ts';
import type { View } from '../messages/view.ts';

/** The panel shows how everything stood when a row was the last. `live` is what it would show else, and goes on. */
export type Travel = { readonly row: string; readonly past: PastView; readonly live: View };

/** What is shown of a past: what had happened by then, in the panel of now. */
export const pastView = ({ past, live }: Travel): View => ({ ...live, ...past });
