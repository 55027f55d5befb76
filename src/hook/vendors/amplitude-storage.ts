import { exec } from '../intrinsics.ts';
import { decoded, fromBase64, idOrNull, jsonObject, splitText, textOrNull } from './reading.ts';
import type { Read, Vendor } from './vendor.ts';

/** A cookie is base64 of encoded JSON, localStorage JSON. The old SDK's is `device.base64(user)…`. */
const stored = (read: Read): Readonly<Record<string, unknown>> => {
  const text = read('AMP');
  const parts = splitText(read('amp') ?? '', '.');
  return text ? jsonObject(decoded(fromBase64(text)) || text) : { deviceId: parts[0], userId: fromBase64(parts[1] ?? '') };
};

/** What Amplitude stores, under keys that bear ten characters of the project. Source: @amplitude/analytics-browser 2.48.1, amplitude-js 8.21.9; executed */
export const amplitudeStorage: Pick<Vendor, 'cellOf' | 'idsOf' | 'capturingOf'> = {
  cellOf(key) {
    const found = exec(/^(?:AMP_(?=un))?(unsent|AMP|amp)_(?!TLDTEST|TEST)([^_]+)$/, key);
    return found && { project: found[2] as string, part: found[1] as string };
  },
  idsOf(read) {
    const { deviceId, userId } = stored(read);
    return { anonymousId: textOrNull(deviceId), knownId: idOrNull(userId) };
  },
  capturingOf(read) {
    const { optOut } = stored(read);
    return optOut ? 'out' : optOut === false ? 'in' : 'unknown';
  },
};
