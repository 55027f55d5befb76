import { decodeRequest } from '../adapters/index.ts';
import { isHar, readHar } from '../core/har.ts';
import type { Json } from '../core/json.ts';
import { jsonFault } from '../core/json-fault.ts';
import { type ParsedRecording, parseRecording } from '../core/parse-recording.ts';

export type OpenOptions = {
  /** The file's name, which names the device of a HAR. */
  readonly name: string;
  /** Of a recording made from a HAR: uuid v7. */
  readonly id: string;
  readonly version: string;
};

const shownNumber = new Intl.NumberFormat('en');

/** A recording, or a HAR as one, from the text of a file. `why` is one sentence for the person who opened it. */
export const openText = (text: string, { name, id, version }: OpenOptions): ParsedRecording => {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    const fault = jsonFault(text);
    const cut = fault !== null && fault === text.length;
    const place =
      fault === null
        ? ''
        : ` ${cut ? 'It ends too early, after' : 'It is no JSON from'} character ${shownNumber.format(fault)}${cut ? '' : ' on'}.`;
    return { ok: false, why: `This file cannot be read as a recording or a HAR.${place}` };
  }
  if (!isHar(value)) return parseRecording(value);
  const { recording, skipped, skippedAt } = readHar(value, { decode: decodeRequest, id, version, file: `har-${id}`, label: name });
  if (recording.observations.length > 0)
    return { ok: true, recording, skipped, skippedAt: skippedAt.map(({ entry }) => entry), foreign: 0 };
  const [first] = skippedAt;
  return {
    ok: false,
    why: `No request in this HAR carries analytics that can be read${first === undefined ? '.' : `: entry ${first.entry}, ${first.why}.`}`,
  };
};
