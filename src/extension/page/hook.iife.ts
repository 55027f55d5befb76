import { openChannel } from '../../hook/channel.ts';
import { startHook } from '../../hook/hook.ts';

const channel = openChannel(window, () => hook);
const hook = startHook(window, channel);
