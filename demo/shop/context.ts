import type { VariantId } from './variants.ts';

/** What a page tells its scripts, as JSON inside the document. */
export type ShopContext = {
  readonly variant: VariantId;
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null;
  /** Set on the first page after the form, and on no other. */
  readonly moment: 'signed-up' | 'logged-in' | null;
  readonly page: { readonly name: string; readonly properties: Readonly<Record<string, string | number>> };
  readonly segment: { readonly writeKey: string; readonly cdnUrl: string; readonly apiHost: string };
};

export const mixpanelToken = '5ca1ab1e0ff1ce5ca1ab1e0ff1ce5ca1';
export const segmentWriteKey = 'K1lnK3tt1eDem0Wr1teKey000000shop';
