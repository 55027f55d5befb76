import { countOf, fromBase64, idOrNull, jsonObject, ownValue, splitText, textOrNull, valuesOf } from './reading.ts';
import type { Read, Vendor } from './vendor.ts';

/** A cookie is base64 of encoded JSON, localStorage JSON. The old SDK's is `device.base64(user)…`. */
const stored = (read: Read): Readonly<Record<string, unknown>> => {
  const text = read('AMP');
  const [deviceId, user = ''] = splitText(read('amp') ?? '', '.');
  return text ? jsonObject(decodeURIComponent(fromBase64(text)) || text) : { deviceId, userId: fromBase64(user) };
};

const rowOf = (row: unknown): unknown => {
  const args = ownValue(row, 'args');
  return args ? [ownValue(row, 'name'), ...valuesOf(args)] : row;
};

/** Amplitude's browser SDK: snippet and named instances; a bundle shows its storage only. Source: @amplitude/analytics-browser 2.48.1, `snippet-index`; executed */
export const amplitude: Vendor = {
  name: 'amplitude',
  methodsOn: 'instance',
  methods: ['init', 'track', 'logEvent', 'identify', 'setUserId', 'setDeviceId', 'setIdentity', 'reset', 'setOptOut'],
  identity: ['init', 'identify', 'setUserId', 'setDeviceId', 'setIdentity', 'reset', 'setOptOut'],
  markers: [['device_id', 'event_type']],
  addresses: ['amplitude.com/'],
  projectLength: 10,
  describe(_sdk, _page, init) {
    const project = textOrNull(init?.[0]);
    return project === null ? null : { project, instance: project, version: null };
  },
  cellOf(key) {
    const [, part = '', project = null] = /^(AMP_unsent|AMP|amp)_([^_]+)$/.exec(key) ?? [];
    return project === null ? null : { project, part };
  },
  idsOf(read) {
    const { deviceId, userId } = stored(read);
    return { anonymousId: textOrNull(deviceId), knownId: idOrNull(userId) };
  },
  unsentOf: (read) => countOf(read('AMP_unsent'), '"insert_id":'),
  capturingOf(read) {
    const { optOut } = stored(read);
    return optOut ? 'out' : optOut === false ? 'in' : 'unknown';
  },
  rowOf,
  reach({ found, stub, soon, onGlobal, onAssigned, afterCall }) {
    // The library fills the very objects that queued, and carries out their queues behind their methods.
    onGlobal('amplitude', (sdk) => {
      const look = (): void => {
        for (const one of [sdk, ...valuesOf(ownValue(sdk, '_iq'))]) {
          const queue = ownValue(one, '_q');
          const key = (last?: unknown): string | null =>
            textOrNull(
              ownValue(
                [...valuesOf(queue).map(rowOf), last].find((row) => ownValue(row, '0') === 'init'),
                '1',
              ),
            );
          const project = key();
          if (ownValue(sdk, 'Types')) soon(() => found(one, 'global', [project]));
          else stub(queue, (row) => [key(row), key(row) ?? 'amplitude']);
        }
      };
      look();
      onAssigned(sdk as object, 'createInstance', (create) => afterCall(create, look));
    });
  },
};
