import { parseArgs } from 'node:util';
import { correctStories } from './correct/index.ts';
import { plantedStories } from './planted/index.ts';
import { recordStory, vendorsOf } from './record.ts';
import { type CorpusKind, fileNameOf, storedNames, writeStored } from './stored.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `correct`, `planted`, or names of stories, of which `--only TEXT` may choose; without any, everything. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' }, list: { type: 'boolean' } } });
  const kinds = { correct: correctStories, planted: plantedStories };
  const wanted = (Object.keys(kinds) as CorpusKind[]).flatMap((kind) =>
    kinds[kind].flatMap((story) =>
      story.vendors
        .map((which) => ({ kind, story, which, name: fileNameOf(story.name, vendorsOf(which)) }))
        .filter(({ name }) => positionals.length === 0 || [kind, story.name, name].some((one) => positionals.includes(one)))
        .filter(({ name }) => name.includes(values.only ?? '')),
    ),
  );
  if (values.list) {
    for (const { kind, name } of wanted) say(`${kind} ${name}`);
    return;
  }
  let failed = 0;
  for (const { kind, story, which, name } of wanted) {
    const started = Date.now();
    try {
      const stored = await recordStory(story, which);
      writeStored(kind, stored);
      const count = stored.recordings.reduce((sum, { observations }) => sum + observations.length, 0);
      say(`${kind} ${name}: ${count} observations (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      say(`${kind} ${name}: FAILED ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  say(
    `${wanted.length - failed} made, ${failed} failed; there are ${storedNames('correct').length} correct, ${storedNames('planted').length} planted`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}

await main();
