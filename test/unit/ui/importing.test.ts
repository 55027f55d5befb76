import { describe, expect, it } from 'vitest';
import { fileMaxLength } from '../../../src/messages/limits.ts';
import type { FileCommand } from '../../../src/messages/panel.ts';
import { type FileToOpen, startImporting } from '../../../src/ui/importing.ts';

const file = (name: string, text = '{}', size = text.length): FileToOpen => ({ name, size, text: async () => text });

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

const started = () => {
  const sent: FileCommand[] = [];
  const refused: string[] = [];
  let requests = 0;
  const importing = startImporting({
    send: (command) => sent.push(command),
    newRequest: () => {
      requests += 1;
      return requests;
    },
    refuse: (command, why) => refused.push(`${command}: ${why}`),
  });
  const answer = async (request: number, why: string | null = null): Promise<void> => {
    importing.hear(why === null ? { kind: 'file.taken', request } : { kind: 'command.refused', command: 'recording.import', why, request });
    await settled();
  };
  const names = (): readonly string[] => sent.map((command) => `${command.name}${'add' in command && command.add ? ' beside' : ''}`);
  return { sent, refused, importing, answer, names };
};

describe('files that are opened', () => {
  it('go one after the other, the later ones beside the first', async () => {
    const { importing, names, answer, refused } = started();
    importing.open([file('a'), file('b'), file('c')], 'recording.import');
    await settled();
    expect(names()).toEqual(['a']);
    expect(importing.state.value).toEqual({ name: 'a', place: 1, of: 3, share: 0 });
    await answer(1);
    await answer(2);
    await answer(3);
    expect(names()).toEqual(['a', 'b beside', 'c beside']);
    expect(importing.state.value).toBeNull();
    expect(refused).toEqual([]);
  });

  it('stand beside one that could be opened, not beside what was shown before', async () => {
    const { importing, names, answer } = started();
    importing.open([file('bad'), file('good'), file('more')], 'recording.import');
    await settled();
    await answer(1, 'it is empty.');
    await answer(2);
    await answer(3);
    expect(names()).toEqual(['bad', 'good', 'more beside']);
  });

  it('that fail are told together, each with its reason', async () => {
    const { importing, answer, refused } = started();
    importing.open([file('a.txt'), file('b.har'), file('c.har')], 'recording.import');
    await settled();
    await answer(1, 'It is no recording.');
    await answer(2);
    expect(refused).toEqual([]);
    await answer(3, 'It is empty.');
    expect(refused).toEqual(['recording.import: 2 of 3 files could not be opened. a.txt: It is no recording. · c.har: It is empty.']);
  });

  it('of which one alone fails are told in its own words', async () => {
    const { importing, answer, refused } = started();
    importing.open([file('a.txt')], 'device.add');
    await settled();
    await answer(1, 'It is no recording.');
    expect(refused).toEqual(['device.add: It is no recording.']);
  });

  it('of another time wait until those before are done', async () => {
    const { importing, names, answer } = started();
    importing.open([file('a')], 'recording.import');
    importing.open([file('b')], 'recording.import');
    await settled();
    expect(names()).toEqual(['a']);
    await answer(1);
    expect(names()).toEqual(['a', 'b']);
  });

  it('that cannot be read, or are too large, are not handed over, and the next one is', async () => {
    const { importing, names, answer, refused } = started();
    const folder: FileToOpen = { name: 'folder', size: 0, text: () => Promise.reject(new Error('NotFoundError')) };
    let read = false;
    const large: FileToOpen = {
      name: 'large.har',
      size: fileMaxLength + 1,
      text: async () => {
        read = true;
        return '';
      },
    };
    importing.open([folder, large, file('good')], 'recording.import');
    await settled();
    await answer(1);
    expect(names()).toEqual(['good']);
    expect(read).toBe(false);
    expect(refused[0]).toMatch(
      /^recording.import: 2 of 3 files .*folder: the browser could not read it.*large.har: it is larger than 256 MB/,
    );
  });

  it('say how far they are, and nothing of files that are answered', async () => {
    const { importing, answer } = started();
    importing.open([file('a')], 'recording.import');
    await settled();
    importing.hear({ kind: 'file.progressed', request: 1, share: 0.5 });
    expect(importing.state.value?.share).toBe(0.5);
    importing.hear({ kind: 'file.progressed', request: 8, share: 0.9 });
    expect(importing.state.value?.share).toBe(0.5);
    await answer(1);
    importing.hear({ kind: 'file.progressed', request: 1, share: 1 });
    expect(importing.state.value).toBeNull();
  });
});

it('a file that is only read and cannot be is said by its name', async () => {
  const { importing, refused } = started();
  expect(await importing.read([file('a', 'text'), file('b', 'other')])).toEqual({ name: 'a', text: 'text' });
  expect(await importing.read([])).toBeNull();
  expect(await importing.read([file('b.har', '', fileMaxLength + 1)])).toBeNull();
  expect(refused).toEqual([expect.stringMatching(/^recording.import: b.har: it is larger/)]);
});
