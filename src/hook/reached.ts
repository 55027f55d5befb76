import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';
import type { Vendor } from './vendors/vendor.ts';

/**
 * Keeps which projects an instance was found for. Where only storage shows that an SDK runs (an old bundle
 * without a global), that is said once, so that the silence about its calls is explained.
 */
export type Reached = {
  instance(vendor: Vendor, project: string | null): void;
  storageOnly(vendor: Vendor, project: string | null): void;
};

export const createReached = (reporter: Reporter, stored: () => Stored, later: (run: () => void) => void): Reached => {
  const met: { readonly vendor: Vendor; readonly project: string | null }[] = [];
  const asked: string[] = [];
  // A key without a project belongs to any instance of its vendor.
  const isMet = (vendor: Vendor, project: string | null): boolean =>
    met.some((one) => one.vendor === vendor && (project === null || one.project === project));

  return {
    instance(vendor, project) {
      met[met.length] = { vendor, project };
    },
    storageOnly(vendor, project) {
      const name = `${vendor.name} ${project}`;
      if (asked.includes(name) || isMet(vendor, project)) return;
      asked[asked.length] = name;
      // An instance writes while it starts, and shows itself later in the same task.
      later(() => {
        if (isMet(vendor, project)) return;
        const capturing = stored().capturingOf(vendor, project);
        const why = 'only its storage is seen';
        reporter.say({
          kind: 'sdk.found',
          vendor: vendor.name,
          project,
          instance: 'default',
          version: null,
          how: 'storage',
          hooked: false,
          why,
          capturing,
        });
      });
    },
  };
};
