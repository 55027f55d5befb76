import { toJson } from '../../reports/json.ts';
import { whatIf as ask } from '../../reports/what-if.ts';
import { analysisOptions } from '../analysis-options.ts';
import type { Command } from '../command.ts';
import { insertion, removal } from '../edits.ts';
import { readFiles } from '../input/read-files.ts';
import type { Io } from '../io.ts';
import { commonOptions, parseOptions } from '../options.ts';
import { warnOfUnmatched } from '../output/unmatched-warnings.ts';
import { whatIfText } from '../output/what-if-text.ts';
import { Unusable } from '../unusable.ts';

const whatIfOptions = {
  ...commonOptions,
  insert: { type: 'string', multiple: true },
  drop: { type: 'string', multiple: true },
  add: { type: 'string', multiple: true },
} as const;

const collect = async (blocks: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> => {
  const all: Uint8Array[] = [];
  for await (const block of blocks) all.push(block);
  return all;
};

const replay = async function* (blocks: Promise<readonly Uint8Array[]>): AsyncGenerator<Uint8Array> {
  yield* await blocks;
};

/** Reads each file once and says each complaint once, although what was and what would be read some of the same files. */
const readingOnce = (io: Io): Io => {
  const files = new Map<string, Promise<readonly Uint8Array[]>>();
  const said = new Set<string>();
  return {
    ...io,
    chunks: (path) => {
      const file = files.get(path) ?? collect(io.chunks(path));
      files.set(path, file);
      return replay(file);
    },
    warn: (line) => {
      if (!said.has(line)) io.warn(line);
      said.add(line);
    },
  };
};

export const whatIf: Command = {
  name: 'what-if',
  summary: 'Shows what another model, a call more or less, a server event or another recording would change.',
  usage:
    "idscope what-if FILE… (--model ID|PROJECT=ID | --insert 'CALL@POS' | --drop POS | --add FILE)… [--feeds SOURCE:MODEL]… [--set NAME=VALUE]… [--as delivered|called] [--device-from file|ua] [--config FILE] [--json]\n\nPOS is the index of an event (INDEX or PROJECT:INDEX) or the id of a call; what is inserted stands before it.\nCALL is a call such as reset() or identify('U1'), or an event in JSON as the vendor's servers take it.",
  run: async (args, io) => {
    const { values, positionals } = parseOptions(args, whatIfOptions, true);
    const { model, insert = [], drop = [], add = [] } = values;
    if (model === undefined && insert.length + drop.length + add.length === 0)
      throw new Unusable('Say what would be different: --model, --insert, --drop or --add.');
    const edits = [...insert.map(insertion), ...drop.map(removal)];
    const once = readingOnce(io);
    const { model: _, ...unchanged } = values;
    const { options } = await analysisOptions(unchanged, once);
    const { options: changed, reading } = await analysisOptions(values, once);
    const before = await readFiles(positionals, reading, once);
    const after = add.length === 0 ? before : await readFiles([...positionals, ...add], reading, once);
    const asked = ask({ ...before, options }, { ...after, options: changed }, edits);
    if (!asked.ok) throw new Unusable(asked.why);
    warnOfUnmatched(values, asked.analyses[1].projects, io);
    for (const method of asked.idle)
      io.warn(`${method}() changes nothing here: it sends no event of its own, and lines keep the ids that they carry.`);
    await io.out(values.json === true ? toJson(asked.result) : whatIfText(asked.result));
    return 0;
  },
};
