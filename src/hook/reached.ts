import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';
import type { Vendor } from './vendors/vendor.ts';

/**
 * Keeps which projects an instance was found for. Where only storage shows that an SDK runs (an old bundle
 * without a global), that is said once, so that the silence about its calls is explained.
 */
export type Reached = {
  instance(vendor: Vendor, project: string | null): void;
  storageOnly(vendor: Vendor, project: string | null, unreadable: boolean): void;
};

export const createReached = (reporter: Reporter, stored: () => Stored, later: (run: () => void) => void): Reached => {
  const met = new Set<string>();
  const asked = new Set<string>();

  return {
    instance({ name }, project) {
      met.add(`${name} ${project}`);
      // A key without a project belongs to any instance of its vendor.
      met.add(`${name} null`);
    },
    storageOnly(vendor, project, unreadable) {
      const name = `${vendor.name} ${project}`;
      if (asked.has(name) || met.has(name)) return;
      asked.add(name);
      // An instance writes while it starts, and shows itself later in the same task.
      later(() => {
        if (met.has(name)) return;
        reporter.say({
          kind: 'sdk.found',
          vendor: vendor.name,
          project,
          instance: 'default',
          version: null,
          how: 'storage',
          hooked: false,
          why: unreadable ? 'only requests are seen: its storage is encrypted' : 'only its storage is seen',
          capturing: stored().capturingOf(vendor, project),
        });
      });
    },
  };
};
