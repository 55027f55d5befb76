import { describe, expect, it } from 'vitest';
import type { Change, CopyAnswer, CopyQuestion, WhatIfTold } from '../../../src/messages/copy.ts';
import { startComparing } from '../../../src/ui/comparing.ts';
import { startTrial } from '../../../src/ui/trial.ts';

const told: WhatIfTold = {
  projects: [],
  wrong: { before: 1, after: 0 },
  findings: { gone: [], added: [], known: 0 },
  flows: [],
  moved: [],
  movedCount: 0,
  idle: [],
};

/** Somebody who answers when the test says so. */
const world = () => {
  const questions: { readonly question: CopyQuestion; readonly answer: (answer: CopyAnswer) => void }[] = [];
  const ask = (question: CopyQuestion): Promise<CopyAnswer> => new Promise((answer) => questions.push({ question, answer }));
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
  };
  return { questions, ask, settle };
};

const drop = (row: string): Change => ({ kind: 'drop', row });
const model = (id: string, project = 'T'): Change => ({ kind: 'model', of: { vendor: 'mixpanel', project }, model: id });

describe('what is tried', () => {
  it('asks with every change, and shows the answer with the version it is about', async () => {
    const { questions, ask, settle } = world();
    const trial = startTrial(ask, () => 7);
    trial.add(drop('a'));
    expect(trial.state.value).toMatchObject({ changes: [drop('a')], asking: true, told: null });
    trial.add(drop('b'));
    questions[1]?.answer({ kind: 'what-if', told });
    await settle();
    expect(trial.state.value).toMatchObject({ changes: [drop('a'), drop('b')], asking: false, told, version: 7 });
    expect(questions.map(({ question }) => question.kind === 'what-if' && question.changes.length)).toEqual([1, 2]);
  });

  it('drops an answer that another question has overtaken', async () => {
    const { questions, ask, settle } = world();
    const trial = startTrial(ask, () => 1);
    trial.add(drop('a'));
    trial.add(drop('b'));
    questions[0]?.answer({ kind: 'what-if', told: { ...told, movedCount: 99 } });
    await settle();
    expect(trial.state.value).toMatchObject({ asking: true, told: null });
    trial.reset();
    questions[1]?.answer({ kind: 'what-if', told });
    await settle();
    expect(trial.state.value).toMatchObject({ changes: [], asking: false, told: null });
  });

  it('keeps the changes when they are refused, and says which cannot be', async () => {
    const { questions, ask, settle } = world();
    const trial = startTrial(ask, () => 1);
    trial.add(drop('a'));
    questions[0]?.answer({ kind: 'refused', why: 'gone', change: 0 });
    await settle();
    expect(trial.state.value).toMatchObject({ changes: [drop('a')], refused: { why: 'gone', change: 0 }, told: null });
    trial.remove(0);
    expect(trial.state.value).toMatchObject({ changes: [], refused: null, asking: false });
    expect(questions).toHaveLength(1);
  });

  it('has one model for each project: the last that was chosen', () => {
    const trial = startTrial(world().ask, () => 1);
    for (const change of [model('a'), model('b', 'other'), drop('x'), model('c')]) trial.add(change);
    expect(trial.state.value.changes).toEqual([model('b', 'other'), drop('x'), model('c')]);
  });

  it('asks the same again of what is recorded by now', async () => {
    const { questions, ask, settle } = world();
    let version = 1;
    const trial = startTrial(ask, () => version);
    trial.add(drop('a'));
    questions[0]?.answer({ kind: 'what-if', told });
    await settle();
    version = 5;
    trial.again();
    questions[1]?.answer({ kind: 'what-if', told });
    await settle();
    expect(trial.state.value.version).toBe(5);
  });

  it('asks nobody where nobody can answer', () => {
    const trial = startTrial(null, () => 1);
    trial.add(drop('a'));
    expect(trial.state.value).toMatchObject({ asking: false, told: null });
  });
});

describe('what is compared', () => {
  const answer: CopyAnswer = {
    kind: 'compare',
    told: {
      name: 'a',
      earlier: true,
      diff: { schema: 1, projects: [], findings: { added: [], known: 0, gone: [] }, flows: [] },
      projects: [],
      flows: [],
      wrong: { before: 0, after: 0 },
      startedAt: { before: 0, after: 0 },
      observations: { before: 0, after: 0 },
    },
  };

  it('is a file taken for the earlier one, until it is swapped', async () => {
    const { questions, ask, settle } = world();
    const comparing = startComparing(ask);
    comparing.open('a', '{}');
    questions[0]?.answer(answer);
    await settle();
    expect(comparing.state.value.told?.name).toBe('a');
    comparing.swap();
    expect(questions.map(({ question }) => question)).toEqual([
      { kind: 'compare', name: 'a', text: '{}', earlier: true },
      { kind: 'compare', name: 'a', text: '{}', earlier: false },
    ]);
  });

  it('is gone when it is closed, also for an answer that comes late', async () => {
    const { questions, ask, settle } = world();
    const comparing = startComparing(ask);
    comparing.open('a', '{}');
    comparing.close();
    questions[0]?.answer(answer);
    await settle();
    expect(comparing.state.value).toEqual({ file: null, told: null, asking: false, refused: null });
  });

  it('says why it cannot be', async () => {
    const { questions, ask, settle } = world();
    const comparing = startComparing(ask);
    comparing.open('a', 'x');
    questions[0]?.answer({ kind: 'refused', why: 'no recording' });
    await settle();
    expect(comparing.state.value).toMatchObject({ refused: 'no recording', told: null, file: { name: 'a' } });
  });
});
