import { decoded, fromBase64, idOrNull, jsonObject, splitText, textOrNull } from './reading.ts';
import type { Read, Vendor } from './vendor.ts';

/** A cookie is base64 of encoded JSON, localStorage JSON. The old SDK's is `device.base64(user)…`. */
const stored = (read: Read): Readonly<Record<string, unknown>> => {
  const text = read('AMP');
  const [deviceId, user = ''] = splitText(read('amp') ?? '', '.');
  return text ? jsonObject(decoded(fromBase64(text)) || text) : { deviceId, userId: fromBase64(user) };
};

/** What Amplitude stores, under keys that bear ten characters of the project. Source: @amplitude/analytics-browser 2.48.1, amplitude-js 8.21.9; executed */
export const amplitudeStorage: Pick<Vendor, 'cellOf' | 'idsOf' | 'capturingOf'> = {
  cellOf(key) {
    const [, part, project] = /^(unsent|AMP|amp)_(?!TLDTEST|TEST)([^_]+)$/.exec(key.replace('AMP_un', 'un')) ?? [];
    return project ? { project, part: part as string } : null;
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
