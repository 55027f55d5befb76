import { idOrNull, textOrNull } from './reading.ts';

/** An identified visitor keeps the device's id beside the user's; the id of an anonymous one changes with `reset`, the device's does not. */
export const idsIn = ({ distinct_id: id, $device_id: device, $user_state: state, $user_id: user }: Readonly<Record<string, unknown>>) =>
  state === 'identified' || user
    ? { anonymousId: textOrNull(device), knownId: idOrNull(user ?? id) }
    : { anonymousId: textOrNull(id), knownId: null };
