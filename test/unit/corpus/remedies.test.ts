import { describe, expect, it } from 'vitest';
import { clients } from '../../../src/adapters/clients.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import { remedyChanges } from '../../../src/extension/background/view/finding-view.ts';
import { findPlaces } from '../../../src/extension/background/view/places.ts';
import { createAnswering } from '../../../src/extension/panel/copy/answer.ts';
import { remedied } from '../../../src/rules/remedies.ts';
import { judgedStored } from '../../corpus/judged.ts';
import { readStored, storedNames } from '../../corpus/stored.ts';

/** Everything that can be tried of the planted recordings, which real SDKs made. */
const tries = storedNames('planted').flatMap((name) => {
  const stored = readStored('planted', name);
  const [recording, ...others] = stored.recordings;
  if (recording === undefined || others.length > 0) return [];
  const judged = judgedStored(stored);
  const places = findPlaces(judged.analysis);
  const copy = {
    text: serialiseRecording(recording),
    options: { ...defaultOptions, ...stored.options },
    until: null,
    skipped: 0,
  };
  return judged.findings.flatMap((finding) => {
    const changes = remedyChanges(finding, places);
    return changes === null ? [] : [{ name, finding, changes, copy }];
  });
});

describe('what is offered to be tried of a finding', () => {
  it.each(tries.map((one) => [`${one.finding.rule} of ${one.finding.vendor} in ${one.name}`, one] as const))(
    '%s mends exactly what it tells of',
    (_, { finding, changes, copy }) => {
      const answer = createAnswering('1')(copy, { kind: 'what-if', changes });
      if (answer.kind !== 'what-if') throw new Error(JSON.stringify(answer));
      const { findings, wrong } = answer.told;
      expect(findings.gone.map(({ rule, vendor }) => `${rule} ${vendor}`)).toContain(`${finding.rule} ${finding.vendor}`);
      expect(findings.added).toEqual([]);
      expect(wrong.before - wrong.after).toBe(finding.affected);
    },
    60_000,
  );

  it('is there for every rule that has something to try, and for every SDK whose calls can be played', () => {
    expect([...new Set(tries.map(({ finding }) => finding.rule))].toSorted()).toEqual([...remedied.rules].toSorted());
    expect([...new Set(tries.map(({ finding }) => finding.vendor))].toSorted()).toEqual(clients.map(({ vendor }) => vendor).toSorted());
    expect([...remedied.vendors].toSorted()).toEqual(clients.map(({ vendor }) => vendor).toSorted());
  });
});
