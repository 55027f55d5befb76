import { isArray, ownValue, textOrNull } from './reading.ts';
import type { Reach } from './vendor.ts';

/**
 * The array that Mixpanel's and PostHog's snippets leave in the library's place: `init(token, config, name)` gives it its
 * methods, or an array of that name, which queue what is called.
 */
export const snippet = ({ found, stub, onGlobal, onAssigned, afterCall }: Reach, global: string): void => {
  const started = (on: unknown, [token, , name]: readonly unknown[]): void => {
    const target = name === undefined ? on : ownValue(on, `${name}`);
    const about = () => [textOrNull(token), textOrNull(name) ?? global] as const;
    stub(target, about);
    stub(ownValue(target, 'people'), about, 'people.');
  };
  onGlobal(global, (value) =>
    isArray(value) ? onAssigned(value, 'init', (init) => afterCall(init, (args) => started(value, args))) : found(value, 'global'),
  );
};
