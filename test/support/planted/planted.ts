import type { Severity } from '../../../src/rules/rule.ts';
import type { Shop, ShopVendor } from '../shops.ts';

/** One mistake in an otherwise correct site, and the one finding that tells of it. */
export type Planted = {
  readonly rule: string;
  readonly how: string;
  /** Told once for each of these. */
  readonly vendors: readonly ShopVendor[];
  /** Tools on the pages besides. */
  readonly beside?: readonly ShopVendor[];
  readonly severity: Severity | ((vendor: ShopVendor) => Severity);
  /** Rules that become its consequences; what may differ by vendor is a function. */
  readonly related?: (vendor: ShopVendor) => readonly string[];
  readonly build: (shop: Shop, vendor: ShopVendor) => void;
};
