import { openChannel } from '../../hook/channel.ts';
import { startHook } from '../../hook/hook.ts';

const channel = openChannel(window, () => hook.stop());
const hook = startHook(window, channel.deliver);
