import { plain } from './plain.ts';

/** Jitsu's script and its queue; a bundle has no global. Source: @jitsu/js 1.11.0, executed */
export const jitsu = plain('jitsu', 'jitsu,jitsuQ', 'identify,reset,setAnonymousId', 'track,page,group', () => ({
  keys: '__eventn_id$,__eventn_uid$',
  reach({ stub, onGlobal, taking }) {
    onGlobal('jitsu', taking);
    onGlobal('jitsuQ', (queue) => stub(queue, () => [null, 'jitsu']));
  },
}));
