import { each } from '../intrinsics.ts';
import { aboutOf, isArray, ownValue, textOrNull, valuesOf } from './reading.ts';
import type { Reach, Vendor } from './vendor.ts';

/** What an instance of Mixpanel's or PostHog's was configured with. */
export const setting = (sdk: unknown, name: string): unknown => ownValue(ownValue(sdk, 'config'), name);

/** What Mixpanel's and PostHog's instances have in common; `prefix` begins the storage key that a page named itself. */
export const configured = (prefix: string) =>
  ({
    methodsOn: 'prototype',
    sharedStorage: false,
    describe: (sdk) => aboutOf(setting(sdk, 'token'), setting(sdk, 'name'), ownValue(sdk, 'version')),
    keysOf(sdk) {
      const name = textOrNull(setting(sdk, 'persistence_name'));
      return name === null ? {} : { [prefix + name]: { project: textOrNull(setting(sdk, 'token')), part: 'ids' } };
    },
  }) satisfies Partial<Vendor>;

/**
 * The array that Mixpanel's and PostHog's snippets leave in the library's place: `init(token, config, name)` gives it, or
 * an array of that name, the methods that queue what is called.
 */
export const snippet = ({ found, stub, onGlobal, onAssigned, afterCall }: Reach, global: string): void =>
  onGlobal(global, (value) => {
    const started = (row: unknown): void => {
      const instance = textOrNull(ownValue(row, '2')) ?? global;
      const target = instance === global ? value : ownValue(value, instance);
      const about = () => [textOrNull(ownValue(row, '0')), instance] as const;
      stub(target, about);
      stub(ownValue(target, 'people'), about, 'people.');
    };
    if (!isArray(value)) return found(value, 'global');
    // A loader that was told its token by an attribute has called it already.
    each(valuesOf(ownValue(value, '_i')), started);
    onAssigned(value, 'init', (init) => afterCall(init, started));
  });
