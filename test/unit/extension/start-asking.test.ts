import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { type StartHelper, startAsking } from '../../../src/extension/panel/copy/start-asking.ts';
import type { Done, Job } from '../../../src/extension/panel/copy/worker.ts';
import type { PanelCommand, PanelSource } from '../../../src/messages/panel.ts';

type News = Parameters<Parameters<PanelSource['subscribe']>[0]>[0];

const copy = { text: '{}', options: defaultOptions, until: null, skipped: 0 };
const question = { kind: 'what-if', changes: [] } as const;

const world = () => {
  const sent: PanelCommand[] = [];
  const jobs: Job[] = [];
  let heard: ((news: News) => void) | null = null;
  const helpers: { done: (done: Done) => void; failed: (why: string) => void; ended: boolean }[] = [];
  const startHelper: StartHelper = (done, failed) => {
    const helper = { done, failed, ended: false };
    helpers.push(helper);
    return {
      post: (job) => jobs.push(job),
      end: () => {
        helper.ended = true;
      },
    };
  };
  const line: Pick<PanelSource, 'subscribe' | 'send'> = {
    subscribe: (listener) => {
      heard = listener;
      return () => {
        heard = null;
      };
    },
    send: (command) => sent.push(command),
  };
  const asking = startAsking(line, startHelper);
  return { ...asking, sent, jobs, helpers, tell: (news: News) => heard?.(news), listens: () => heard !== null };
};

const told = (request: number): News => ({ kind: 'copy.told', request, copy });

describe('asking about a copy', () => {
  it('reads the recording anew for each question, and starts a worker with the first one only', async () => {
    const { ask, sent, jobs, helpers, tell } = world();
    expect(helpers).toHaveLength(0);
    const first = ask(question);
    const second = ask({ kind: 'as-of', row: 'r', tab: 7 });
    expect(sent).toEqual([
      { kind: 'copy.read', request: 1 },
      { kind: 'copy.read', request: 2 },
    ]);
    tell(told(2));
    tell(told(1));
    expect(helpers).toHaveLength(1);
    expect(jobs.map(({ job, question: asked }) => [job, asked.kind])).toEqual([
      [2, 'as-of'],
      [1, 'what-if'],
    ]);
    helpers[0]?.done({ job: 1, answer: { kind: 'refused', why: 'one' } });
    helpers[0]?.done({ job: 2, answer: { kind: 'refused', why: 'two' } });
    expect(await Promise.all([first, second])).toMatchObject([{ why: 'one' }, { why: 'two' }]);
  });

  it('hears nothing of copies that others asked for, and of no copy twice', () => {
    const { ask, jobs, tell } = world();
    void ask(question);
    tell(told(99));
    tell(told(1));
    tell(told(1));
    expect(jobs).toHaveLength(1);
  });

  it('says why the recording is not handed over', async () => {
    const { ask, tell } = world();
    const answer = ask(question);
    tell({ kind: 'command.refused', command: 'recording.export', why: 'something else' });
    tell({ kind: 'command.refused', command: 'copy.read', why: 'too large' });
    expect(await answer).toEqual({ kind: 'refused', why: 'too large' });
  });

  it('gives up what was not handed over yet when the line is lost, and waits for what is at work', async () => {
    const { ask, tell, helpers } = world();
    const atWork = ask(question);
    tell(told(1));
    const unread = ask(question);
    tell({ kind: 'connection.changed', connection: 'lost' });
    expect(await unread).toMatchObject({ kind: 'refused' });
    helpers[0]?.done({ job: 1, answer: { kind: 'refused', why: 'done all the same' } });
    expect(await atWork).toMatchObject({ why: 'done all the same' });
  });

  it('says that the worker ended, and starts another one for the next question (T38)', async () => {
    const { ask, tell, helpers, jobs } = world();
    const first = ask(question);
    tell(told(1));
    helpers[0]?.failed('out of memory');
    expect(await first).toEqual({ kind: 'refused', why: "The panel's worker ended: out of memory" });
    expect(helpers[0]?.ended).toBe(true);
    void ask(question);
    tell(told(2));
    expect(helpers).toHaveLength(2);
    expect(jobs.at(-1)?.job).toBe(2);
  });

  it('leaves nobody waiting when it stops', async () => {
    const { ask, tell, helpers, stop, listens } = world();
    const answers = [ask(question), ask(question)];
    tell(told(1));
    stop();
    expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    expect([helpers[0]?.ended, listens()]).toEqual([true, false]);
  });
});
