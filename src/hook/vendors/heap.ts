import { plain } from './plain.ts';
import { jsonObject, ownValue, textOrNull } from './reading.ts';

/** Its stub and what takes its place. Cookie: https://help.heap.io/hc/en-us/articles/18700032854300; the library is closed. */
export const heap = plain('heap', 'heap', 'identify,resetIdentity', 'track', () => ({
  keys: '_hp2_id.',
  project: (sdk) => ownValue(sdk, 'appid'),
  idsOf(read) {
    const { userId, identity } = jsonObject(read('_hp2_id.'));
    return { anonymousId: textOrNull(userId), knownId: textOrNull(identity) };
  },
  // The snippet gives its array the methods one by one.
  reach: ({ found, soon, onGlobal }) => onGlobal('heap', (sdk) => soon(() => found(sdk, 'global'))),
}));
