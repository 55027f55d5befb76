import { expect, test } from 'vitest';
import { callSites, evidenceOf } from '../../../src/reports/places.ts';
import { judgedOf } from '../../support/judging.ts';

const ids = { anonymousId: 'D1', knownId: null };
const judged = judgedOf((r) => {
  const page = r.document('https://shop.test/');
  page.mixpanel('T').anonymous('D1');
  page.track('View');
  page.send();
  const call = {
    vendor: 'mixpanel',
    project: 'T',
    instance: 'mixpanel',
    method: 'reset',
    args: [],
    parent: null,
    queued: false,
    replayOf: null,
  };
  page.fact({
    kind: 'call.observed',
    call: 'x1',
    ...call,
    before: ids,
    after: ids,
    site: 'at reset (sdk.js:1:2)\nat logOut (app.js:12:5)\nat a (b.js:1:1)\nat c (d.js:1:1)',
  });
  page.fact({ kind: 'call.observed', call: 'x2', ...call, before: ids, after: ids, site: null });
});
const finding = {
  rule: 'r',
  severity: 'error',
  vendor: 'mixpanel',
  project: 'T',
  document: null,
  title: '',
  evidence: [
    { call: 'x1' },
    { event: 0, project: 'T' },
    { call: 'x2' },
    { call: 'gone' },
    { event: 99, project: 'T' },
    { observation: ['nowhere', 1] },
  ],
  affected: 0,
  related: [],
  what: '',
  consequence: '',
  fix: '',
  cite: '',
} as const;

test('evidence stands in order of time, and what is no part of the story is left out', () => {
  const shown = evidenceOf(judged.analysis, finding);
  expect(shown.map(({ moment, event }) => event?.event.name ?? (moment.kind === 'call' ? moment.call : moment.kind))).toEqual([
    'View',
    'x1',
    'x2',
  ]);
});

test('a call site shows the three innermost frames, and nothing where none was seen', () => {
  expect(callSites(judged.analysis, finding)).toEqual(['reset (sdk.js:1:2) ← logOut (app.js:12:5) ← a (b.js:1:1)']);
});

test('a call that waited on the stub stands where the page made it, not where the SDK carried it out', () => {
  const told = judgedOf((r) => {
    const page = r.document('https://shop.test/');
    page.mixpanel('T').anonymous('D1');
    const call = { vendor: 'mixpanel', project: 'T', instance: 'mixpanel', method: 'reset', args: [], parent: null } as const;
    page.fact({
      kind: 'call.observed',
      call: 'x1',
      ...call,
      before: null,
      after: null,
      site: 'at logOut (app.js:12:5)',
      queued: true,
      replayOf: null,
    });
    page.fact({
      kind: 'call.observed',
      call: 'y1',
      ...call,
      before: ids,
      after: ids,
      site: 'at run (sdk.js:1:1)',
      queued: false,
      replayOf: 'x1',
    });
  });
  expect(callSites(told.analysis, { ...finding, evidence: [{ call: 'x1' }] })).toEqual(['logOut (app.js:12:5)']);
});
