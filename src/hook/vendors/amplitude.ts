import { each, joined, mapped } from '../intrinsics.ts';
import { amplitudeStorage } from './amplitude-storage.ts';
import { plain } from './plain.ts';
import { aboutOf, givenTo, ownValue, valuesOf } from './reading.ts';

const rowOf = (row: unknown): unknown => {
  const args = ownValue(row, 'args');
  return args ? joined([ownValue(row, 'name')], valuesOf(args)) : row;
};

const identity = 'init,identify,setUserId,setDeviceId,setIdentity,reset,setOptOut';

/** Amplitude's browser SDK: snippet and named instances; a bundle shows its storage only. Source: @amplitude/analytics-browser 2.48.1, `snippet-index`; executed */
export const amplitude = plain('amplitude', 'amplitude', identity, 'track,logEvent,setGroup,revenue', () => ({
  sharedStorage: false,
  projectLength: 10,
  markers: [['device_id', 'event_type']],
  addresses: ['//api2.amplitude.com/', '//api.eu.amplitude.com/'],
  describe: (_sdk, _page, init) => aboutOf(init?.[0]),
  ...amplitudeStorage,
  rowOf,
  reach({ found, stub, soon, onGlobal, onAssigned, afterCall }) {
    // The library fills the very objects that queued, and carries out their queues behind their methods.
    onGlobal('amplitude', (sdk) => {
      const look = (when: (run: () => void) => void): void => {
        each(joined([sdk], valuesOf(ownValue(sdk, '_iq'))), (one) => {
          const queue = ownValue(one, '_q');
          const key = (last?: unknown): string | null => givenTo('init', joined(mapped(valuesOf(queue), rowOf), [last]));
          const project = key();
          if (ownValue(sdk, 'Types')) when(() => found(one, 'global', [project]));
          else stub(queue, (row) => [key(row), key(row) ?? 'amplitude']);
        });
      };
      look(soon);
      onAssigned(sdk as object, 'createInstance', (create) => afterCall(create, () => look((run) => run())));
    });
  },
}));
