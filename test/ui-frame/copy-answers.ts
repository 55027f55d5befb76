import { type CopyAnswer, type CopyQuestion, pastMembers, type WhatIfTold } from '../../src/messages/copy.ts';
import type { View } from '../../src/messages/view.ts';
import type { Scene } from './fake-source.ts';

/** What a scene's panel is told of a copy: the same for whatever is tried. */
export const answersOf = (view: View, detail: Scene['detail']): ((question: CopyQuestion) => CopyAnswer) => {
  const moved = (): WhatIfTold['moved'] => {
    const rows = view.rows.filter((row) => row.slot !== null && row.ids?.knownId === 'anna@shop.example' && row.kind === 'call').slice(-2);
    return rows.map((row) => ({
      vendor: row.vendor ?? '',
      project: row.project ?? '',
      row: row.key,
      name: row.detail,
      at: row.at,
      from: 'anna@shop.example',
      to: '$device:7b1f0c52-9a3e-4c1d-8f6b-2d90aa31c7e4',
    }));
  };
  const projects = view.projects.map(({ vendor, vendorTitle, project, model, profiles }) => ({
    vendor,
    vendorTitle,
    project,
    model: { before: model, after: model },
    people: { before: profiles.length, after: profiles.length + 1 },
    known: { before: profiles.filter(({ known }) => known).length, after: profiles.filter(({ known }) => known).length },
  }));
  const [gone, ...rest] = view.findings;
  const findings = { gone: gone === undefined ? [] : [gone], added: [], known: rest.length };
  const flow = view.flows.find(({ verdict }) => verdict === 'fail');
  const flows =
    flow === undefined
      ? []
      : [{ flow: flow.flow, title: flow.title, vendor: flow.vendor, project: flow.project, before: ['fail'], after: ['pass'] } as const];
  const wrong = { before: gone?.affected ?? 0, after: 0 };

  return (question) => {
    switch (question.kind) {
      case 'what-if': {
        const bad = question.changes.findIndex((change) => change.kind === 'call' && !change.text.endsWith(')'));
        const text = bad < 0 ? '' : `“${(question.changes[bad] as { text: string }).text}” is not a call such as identify('U1').`;
        if (bad >= 0) return { kind: 'refused', why: text, change: bad };
        return { kind: 'what-if', told: { projects, wrong, findings, flows, moved: moved(), movedCount: moved().length, idle: [] } };
      }
      case 'compare': {
        const [one] = view.projects;
        const { name, earlier } = question;
        const where = { vendor: one?.vendor ?? '', project: one?.project ?? '' };
        const diff = {
          schema: 1,
          findings: { added: gone === undefined ? [] : [gone], gone: rest.slice(0, 1), known: 0 },
          flows,
          projects: [
            {
              ...where,
              in: 'both',
              model: { before: one?.model ?? null, after: one?.model ?? null },
              identityCalls: [
                { item: 'identify(anna@shop.example)', in: 'both' },
                { item: '— log-out —', in: 'both' },
                { item: 'reset()', in: 'before' },
                { item: '— log-in —', in: 'both' },
                { item: 'identify(u-2048)', in: 'both' },
              ],
              calls: [{ name: 'reset', before: 1, after: 0 }],
              events: [{ name: 'Account Tab Focused', before: 0, after: 1 }],
              ids: { added: ['u-2048'], gone: [], anonymous: { before: 2, after: 1 } },
              profiles: [
                {
                  label: 'anna@shop.example',
                  before: { ids: ['anna@shop.example'], anonymousIds: 1, events: 7 },
                  after: { ids: ['anna@shop.example'], anonymousIds: 1, events: 11 },
                },
              ],
            },
          ],
        } as const;
        const startedAt = { before: 0, after: 0 };
        return { kind: 'compare', told: { name, earlier, diff, projects, flows, wrong, startedAt, observations: startedAt } };
      }
      case 'as-of': {
        const end = view.rows.findIndex(({ key }) => key === question.row);
        if (end < 0) return { kind: 'refused', why: 'This row is no longer in the recording.' };
        const past = Object.fromEntries(pastMembers.map((member) => [member, view[member]])) as unknown as Pick<
          View,
          (typeof pastMembers)[number]
        >;
        return { kind: 'as-of', view: { ...past, rows: view.rows.slice(0, end + 1), findings: [], flows: [] } };
      }
      case 'row-as-of':
        return { kind: 'row-as-of', detail: detail(question.key) };
    }
  };
};
