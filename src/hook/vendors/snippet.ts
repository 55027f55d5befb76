import { isArray, ownValue, textOrNull } from './reading.ts';
import type { Reach } from './vendor.ts';

/** What an instance of Mixpanel's or PostHog's was configured with. */
export const setting = (sdk: unknown, name: string): unknown => ownValue(ownValue(sdk, 'config'), name);

/**
 * The array that Mixpanel's and PostHog's snippets leave in the library's place: `init(token, config, name)` gives it, or
 * an array of that name, the methods that queue what is called.
 */
export const snippet = ({ found, stub, onGlobal, onAssigned, afterCall }: Reach, global: string): void =>
  onGlobal(global, (value) => {
    const started = ([token, , name]: readonly unknown[]): void => {
      const target = name === undefined ? value : ownValue(value, `${name}`);
      const about = () => [textOrNull(token), textOrNull(name) ?? global] as const;
      stub(target, about);
      stub(ownValue(target, 'people'), about, 'people.');
    };
    if (isArray(value)) onAssigned(value, 'init', (init) => afterCall(init, started));
    else found(value, 'global');
  });
