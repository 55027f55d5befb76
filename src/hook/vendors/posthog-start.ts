import { ownValue } from './reading.ts';
import { setting } from './snippet.ts';

/** The arguments of `init` as far as identity depends on them. Source: posthog-js 1.449.2, `posthog-core`; executed */
export const startedWith = (sdk: unknown): readonly unknown[] => {
  const given = setting(sdk, 'bootstrap');
  return [
    setting(sdk, 'token'),
    { bootstrap: { distinctID: ownValue(given, 'distinctID'), isIdentifiedID: ownValue(given, 'isIdentifiedID') } },
  ];
};
