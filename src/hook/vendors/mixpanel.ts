import { indexOf, sliceText } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { cellIn, idOrNull, jsonObject, ownValue, textOrNull } from './reading.ts';
import { configured, snippet } from './snippet.ts';

const identity = 'identify,reset,alias,opt_in_tracking,opt_out_tracking';
const announced = '$mp_sdk_to_extension_event';
const people = 'people.set,people.increment,people.append,people.union,people.delete_user';

/** mixpanel-browser: snippet, bundle and named instances. Source: mixpanel-browser 2.83.0, `mixpanel-core.js`, `mixpanel-persistence.js`. */
export const mixpanel = plain('mixpanel', `mixpanel,@${announced}`, identity, `track,track_pageview,${people}`, () => ({
  ...configured('mp_'),
  markers: [['data=', 'distinct_id'], ['data=eyJ'], ['data=W3s'], ['distinct_id', 'token', 'properties']],
  addresses: ['.mixpanel.com/track'],
  cellOf: (key) => cellIn(key, { ids: 'mp_*_mixpanel', unsent: '__mpq_*_ev', opt: '__mp_opt_in_out_*' }),
  idsOf(read) {
    const { distinct_id: id, $device_id: device, $user_id: user } = jsonObject(read('ids'));
    const bare = idOrNull(id);
    const anonymousId = textOrNull(device) ?? (bare && indexOf(bare, '$device:') === 0 ? sliceText(bare, 8) : null);
    // A bare distinct_id that is not the device's stands for a person (identify(null) and old builds leave it so).
    return { anonymousId, knownId: idOrNull(user) ?? (bare === anonymousId || bare === `$device:${anonymousId}` ? null : bare) };
  },
  reach(reach) {
    reach.onWindowEvent(announced, (detail) =>
      reach.found(ownValue(detail, 'instance'), ownValue(detail, 'source') === 'module' ? 'npm' : 'global'),
    );
    snippet(reach, 'mixpanel');
  },
}));
