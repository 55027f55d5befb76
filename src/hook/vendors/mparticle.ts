import { plain } from './plain.ts';
import { jsonObject, ownValue, textOrNull } from './reading.ts';

/** mParticle: its stub's queue and the object that takes its place. Source: @mparticle/web-sdk 2.68.0, executed */
export const mparticle = plain(
  'mparticle',
  '',
  'init,Identity.identify,Identity.login,Identity.logout,Identity.modify',
  'logEvent,logBaseEvent,logPageView,setOptOut',
  {
    markers: [['mp_deviceid'], ['known_identities'], ['identity_changes']],
    addresses: ['//jssdks.mparticle.com/'],
    describe: (sdk) => (ownValue(sdk, 'getInstance') ? { project: null, instance: 'mparticle', version: null } : null),
    // Beside it lies `…-id-cache`.
    cellOf: (key) => (/^mprtcl-v4_\w+$/.test(key) ? { project: null, part: 'ids' } : null),
    // Its own notation: `'das':'<device>'`, `'cu':'<profile>'`, `'<profile>':{…'ui':'<base64 of identities by type>'`.
    idsOf(read) {
      const text = read('ids') ?? '';
      const first = (pattern: string): string | null => RegExp(`${pattern}':'([^']+)`).exec(text)?.[1] ?? null;
      const { 1: customer, 7: email } = jsonObject(atob(first(`'${first('cu')}':{[^}]*'ui`) ?? ''));
      return { anonymousId: first('das'), knownId: textOrNull(customer) ?? textOrNull(email) };
    },
    reach: ({ taking, stub, soon, onGlobal }) =>
      onGlobal('mParticle', (sdk) => {
        taking(sdk);
        soon(() => stub(ownValue(ownValue(sdk, 'config'), 'rq'), () => [null, 'mparticle']));
      }),
  },
);
