import { expect, test } from 'vitest';
import { startPortSource } from '../../../src/extension/panel/port-source.ts';
import { fileMaxLength } from '../../../src/messages/limits.ts';
import { fakeClock, fakeLine, panelSenderOf } from './fakes.ts';

const start = () => {
  const lines: ReturnType<typeof fakeLine>[] = [];
  let invalid = false;
  const time = fakeClock();
  const source = startPortSource({
    tab: 7,
    clock: time.clock,
    connect: () => {
      if (invalid) throw new Error('Extension context invalidated.');
      const made = fakeLine(panelSenderOf(), 'panel:7');
      lines.push(made);
      return made.line;
    },
  });
  const news: unknown[] = [];
  const end = source.subscribe((each) => news.push(each.kind === 'connection.changed' ? each.connection : each.kind));
  return {
    source,
    lines,
    news,
    end,
    ...time,
    invalidate: () => {
      invalid = true;
    },
  };
};

const refused = { kind: 'command.refused', command: 'log.clear', why: '' };

test('it says hello at once and is open with the first answer', () => {
  const { lines, news } = start();
  expect(lines[0]?.heard).toEqual([{ kind: 'panel.hello', version: 1, tab: 7 }]);
  lines[0]?.say(refused);
  expect(news).toEqual(['connecting', 'open', 'command.refused']);
});

test('a lost line is made anew after a moment, and says hello again', async () => {
  const { lines, news, advance } = start();
  lines[0]?.say(refused);
  lines[0]?.hangUp();
  await advance(99);
  expect(lines).toHaveLength(1);
  await advance(1);
  expect(lines).toHaveLength(2);
  expect(lines[1]?.heard).toEqual([{ kind: 'panel.hello', version: 1, tab: 7 }]);
  lines[1]?.say(refused);
  expect(news).toEqual(['connecting', 'open', 'command.refused', 'command.refused']);
});

test('a line that stays away is told as lost, and as open when it is back', async () => {
  const { lines, news, advance } = start();
  lines[0]?.say(refused);
  lines[0]?.hangUp();
  await advance(800);
  lines[1]?.hangUp();
  await advance(800);
  expect(news.at(-1)).toBe('lost');
  lines[2]?.say(refused);
  expect(news.slice(-3)).toEqual(['lost', 'open', 'command.refused']);
});

test('a file too large to be opened is refused on this side', () => {
  const { source, lines, news } = start();
  source.send({ kind: 'recording.import', name: 'x', text: 'x'.repeat(fileMaxLength + 1), add: false, request: 1 });
  expect(lines[0]?.heard).toHaveLength(1);
  expect(news.at(-1)).toBe('command.refused');
});

test('after an update of the extension it gives up for good (T19)', async () => {
  const { lines, news, advance, invalidate, waiting } = start();
  invalidate();
  lines[0]?.hangUp();
  await advance(1_000);
  expect(news.at(-1)).toBe('invalidated');
  expect(waiting()).toBe(0);
});

test('what is said after an update is not kept, and who opens a file is answered', async () => {
  const { source, lines, advance, invalidate } = start();
  const refusals: unknown[] = [];
  source.subscribe((each) => {
    if (each.kind === 'command.refused') refusals.push(each.request);
  });
  invalidate();
  lines[0]?.hangUp();
  source.send({ kind: 'log.clear' });
  source.send({ kind: 'recording.import', name: 'x', text: '{}', add: false, request: 3 });
  await advance(1_000);
  source.send({ kind: 'device.add', name: 'x', text: '{}', request: 4 });
  source.send({ kind: 'session-cookie.changed', what: 'set' });
  expect(refusals).toEqual([3, 4]);
});

test('the interface need not know its tab', () => {
  const { source, lines } = start();
  source.send({ kind: 'panel.hello', version: 1, tab: -1 });
  source.send({ kind: 'log.clear' });
  expect(lines[0]?.heard.slice(1)).toEqual([{ kind: 'panel.hello', version: 1, tab: 7 }, { kind: 'log.clear' }]);
});

test('a late listener makes the background tell everything again', () => {
  const { source, lines } = start();
  lines[0]?.say(refused);
  source.subscribe(() => undefined);
  expect(lines[0]?.heard).toHaveLength(2);
});

test('stopped, it hangs up and stays away', async () => {
  const { source, lines, advance } = start();
  source.stop();
  lines[0]?.hangUp();
  await advance(1_000);
  expect(lines).toHaveLength(1);
});

test('what is said while the line is away is said when it is back', async () => {
  const { source, lines, advance } = start();
  lines[0]?.hangUp();
  source.send({ kind: 'log.clear' });
  await advance(100);
  expect(lines[1]?.heard).toEqual([{ kind: 'panel.hello', version: 1, tab: 7 }, { kind: 'log.clear' }]);
});
