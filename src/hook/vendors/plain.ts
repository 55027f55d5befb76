import { each, firstOf, indexOf, splitText } from '../intrinsics.ts';
import { ownValue, textOrNull, unquoted } from './reading.ts';
import type { Vendor, VendorFile } from './vendor.ts';

type More = Partial<Vendor> & {
  /** Beginnings of the storage keys of the anonymous and of the known id, a whole key with `$` at its end. */
  readonly keys?: string;
  project?(sdk: unknown, page: object): unknown;
  /** A member that tells an instance from what stands in its place before. */
  readonly member?: string;
};

const words = (text: string): readonly string[] => splitText(text, ',');

const vendorOf = (name: string, watches: string, identity: string, events: string, { keys, project, member, ...more }: More): Vendor => {
  const parts = keys && words(keys);
  return {
    name,
    methodsOn: 'instance',
    methods: words(`${identity},${events}`),
    identity: words(identity),
    markers: [],
    sharedStorage: true,
    describe: (sdk, page) =>
      member && !ownValue(sdk, member) ? null : { project: textOrNull(project?.(sdk, page)), instance: name, version: null },
    ...(parts && {
      cellOf(key) {
        const part = firstOf(parts, (start) => indexOf(`${key}$`, start) === 0);
        return part ? { project: null, part } : null;
      },
      idsOf(read) {
        return { anonymousId: unquoted(read(parts[0] as string)), knownId: parts[1] ? unquoted(read(parts[1])) : null };
      },
    }),
    reach: ({ page, onAssigned, taking }) => {
      each(words(watches), (global) => onAssigned(page, global, taking));
    },
    ...more,
  };
};

/**
 * A vendor that a few words describe, lists of them separated by commas. Unless `more` reaches them otherwise, its globals are
 * objects with methods, or functions or queues that take calls; its instance bears the vendor's name.
 */
export const plain = (name: string, watches: string, identity: string, events = identity, more = (): More => ({})): VendorFile => {
  let made: Vendor | undefined;
  return {
    watches,
    vendor: () => (made ??= vendorOf(name, watches, identity, events, more())),
  };
};
