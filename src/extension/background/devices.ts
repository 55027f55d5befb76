import { isJsonObject, type Json, member } from '../../core/json.ts';
import type { Device } from '../../core/recording.ts';
import type { PageSender } from './senders.ts';

/** One cookie jar each: the ordinary windows, each set of private windows, each container. */
export type Devices = {
  /** The device a document runs on; made on first sight. */
  idOf(sender: Pick<PageSender, 'incognito' | 'cookieStore'>): string;
  list(): readonly Device[];
  /** The last private window is gone and its cookies with it: the next one is another device. */
  privateWindowsClosed(): void;
  stored(): Json;
};

type Jar = Device & { readonly jar: string };

const labelOf = (jar: string, count: number): string => {
  if (jar === 'default') return 'This browser';
  if (jar === 'private') return count === 0 ? 'Private windows' : `Private windows, set ${count + 1}`;
  return `Container ${jar.replace(/^firefox-container-/, '')}`;
};

const readJars = (stored: unknown): Jar[] => {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: Json) => {
    const [id, label, jar] = [member(entry, 'id'), member(entry, 'label'), member(entry, 'jar')];
    return isJsonObject(entry) && typeof id === 'string' && typeof label === 'string' && typeof jar === 'string'
      ? [{ id, label, jar }]
      : [];
  });
};

/** `stored` is what `stored()` gave before the worker ended; anything else starts afresh. */
export const createDevices = ({ stored, newId }: { stored: unknown; newId: () => string }): Devices => {
  const jars = readJars(stored);
  return {
    idOf: ({ incognito, cookieStore }) => {
      const jar = incognito ? 'private' : cookieStore === null || /-default$/.test(cookieStore) ? 'default' : cookieStore;
      const known = jars.find((each) => each.jar === jar);
      if (known !== undefined) return known.id;
      const past = jars.filter((each) => each.jar === `${jar} (closed)`).length;
      const made = { id: `d-${newId()}`, label: labelOf(jar, past), jar };
      jars.push(made);
      return made.id;
    },
    list: () => jars.map(({ id, label }) => ({ id, label })),
    privateWindowsClosed: () => {
      const open = jars.findIndex((each) => each.jar === 'private');
      const jar = jars[open];
      if (jar !== undefined) jars[open] = { ...jar, jar: 'private (closed)' };
    },
    stored: () => jars.map(({ id, label, jar }) => ({ id, label, jar })),
  };
};
