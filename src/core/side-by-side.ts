import type { ForeignObservation, Observation } from './observation.ts';
import type { Device, Recording } from './recording.ts';

type Seen = Observation | ForeignObservation;
type Rename = (id: string) => string;

/** Where an observation names a call. */
const callMembers = ['call', 'parent', 'replayOf', 'cause'] as const;

/** Gives an id that another recording uses already a new name, and remembers whose it is. */
const createOwners = () => {
  const owners = new Map<string, number>();
  return (recording: number): Rename =>
    (id) => {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, recording);
      return owner === undefined || owner === recording ? id : `${id}~${recording + 1}`;
    };
};

const renamed = (observation: Seen, document: Rename, device: Rename, call: Rename): Seen => {
  const moved: Record<string, unknown> = {};
  const place = { document: document(observation.document), device: device(observation.device) };
  if (place.document !== observation.document) moved.document = place.document;
  if (place.device !== observation.device) moved.device = place.device;
  for (const member of callMembers) {
    const id: unknown = Object.hasOwn(observation, member) ? (observation as Partial<Record<string, unknown>>)[member] : undefined;
    if (typeof id === 'string' && call(id) !== id) moved[member] = call(id);
  }
  return Object.keys(moved).length === 0 ? observation : ({ ...observation, ...moved } as Seen);
};

/**
 * Recordings as one list of observations. Documents, devices and calls are named within their recording; where two
 * recordings chose the same name, the later one's gets another. Files of one recording, told apart by its id, share theirs.
 */
export const sideBySide = (
  recordings: readonly Recording[],
): { readonly devices: readonly Device[]; readonly observations: readonly Seen[] } => {
  const ids = recordings.map(({ id }, index) => (id === '' ? index : recordings.findIndex((other) => other.id === id)));
  const [documents, devices, calls] = [createOwners(), createOwners(), createOwners()];
  const named: Device[] = [];
  const observations: Seen[] = [];
  recordings.forEach((recording, index) => {
    const owner = ids[index] ?? index;
    const [document, device, call] = [documents(owner), devices(owner), calls(owner)];
    for (const { id, label } of recording.devices) {
      const name = device(id);
      named.push({ id: name, label: name === id ? label : `${label} (${owner + 1})` });
    }
    for (const observation of recording.observations) observations.push(renamed(observation, document, device, call));
  });
  return { devices: named, observations };
};
