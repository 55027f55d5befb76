import { test } from '../intrinsics.ts';
import { plain } from './plain.ts';
import { fromBase64, jsonObject, ownValue, splitText, textOrNull } from './reading.ts';

/** mParticle: its stub's queue and the object that takes its place. Source: @mparticle/web-sdk 2.68.0, executed */
export const mparticle = plain(
  'mparticle',
  'mParticle',
  'init,Identity.identify,Identity.login,Identity.logout,Identity.modify',
  'logEvent,logBaseEvent,logPageView,setOptOut',
  () => ({
    markers: [['mp_deviceid'], ['"mparticle"']],
    addresses: ['//jssdks.mparticle.com/'],
    member: 'getInstance',
    // Beside it lies `…-id-cache`.
    cellOf: (key) => (test(/^mprtcl-v4_\w+$/, key) ? { project: null, part: 'ids' } : null),
    // Its own notation: `'das':'<device>'`, `'cu':'<profile>'`, `'<profile>':{…'ui':'<base64 of identities by type>'`.
    idsOf(read) {
      const text = read('ids') ?? '';
      const after = (mark: string, from: string, end: string): string => splitText(splitText(from, mark)[1] ?? '', end)[0] as string;
      const first = (name: string, from: string): string => after(`'${name}':'`, from, "'");
      const own = after(`'${first('cu', text)}':{`, text, '}');
      const { 1: customer, 7: email } = jsonObject(fromBase64(first('ui', own)));
      return { anonymousId: textOrNull(first('das', text)), knownId: textOrNull(customer) ?? textOrNull(email) };
    },
    reach: ({ taking, stub, soon, onGlobal }) =>
      onGlobal('mParticle', (sdk) => {
        taking(sdk);
        soon(() => stub(ownValue(ownValue(sdk, 'config'), 'rq'), () => [null, 'mparticle']));
      }),
  }),
);
