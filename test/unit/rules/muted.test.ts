import { describe, expect, test } from 'vitest';
import { defaultOptions, type Muted } from '../../../src/core/options.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import { recordingOf } from '../../support/recording-builder.ts';

const { observations } = recordingOf((r) => {
  for (const vendor of ['mixpanel', 'posthog'] as const) {
    const d = r.document('https://shop.test/');
    d.sdk(vendor).anonymous(`D-${vendor}`);
    d.identify('U1');
    d.track('Buy');
    d.send();
    d.identify('U2');
    d.track('Pay');
    d.send();
  }
});

const judgedWith = (...muted: Muted[]) => {
  const engine = createEngine({ ...defaultOptions, muted });
  engine.append(observations);
  return engine.result();
};

const plain = judgedWith();
const [cause] = plain.findings.filter(({ related }) => related.length > 0);
const rule = cause?.rule ?? '';
const reason = 'kiosks are shared';
const mute = (project: string | null, name = rule): Muted => ({ rule: name, project, reason });

describe('a muted rule', () => {
  test('has something to explain in this story', () => {
    expect(cause?.related).not.toEqual([]);
    expect(plain.muted).toBeUndefined();
  });

  test('takes its findings out of sight together with what they explain, and brings nothing new up', () => {
    const after = judgedWith(mute(null));
    expect(after.findings).toEqual(plain.findings.filter((finding) => finding.rule !== rule));
    expect(after.muted).toEqual(plain.findings.filter((finding) => finding.rule === rule));
  });

  test('of one project stays loud in the others', () => {
    const project = cause?.project ?? '';
    const after = judgedWith(mute(project));
    expect(after.findings).toEqual(plain.findings.filter((finding) => finding.rule !== rule || finding.project !== project));
    expect(after.findings.some((finding) => finding.rule === rule)).toBe(true);
  });

  test('that is only ever explained leaves the finding that explains it, without it', () => {
    const consequence = cause?.related[0] ?? '';
    const after = judgedWith(mute(null, consequence));
    const same = after.findings.find((finding) => finding.rule === rule && finding.project === cause?.project);
    expect(same?.related).toEqual(cause?.related.filter((id) => id !== consequence));
    expect(after.muted).toEqual([]);
  });

  test('is said not to be told once, with its reason, and by its project where it is one', () => {
    const told = (...muted: Muted[]) => judgedWith(...muted).unchecked.filter((one) => one.rule === rule);
    expect(told(mute(null))).toEqual([{ rule, project: null, why: `Muted: ${reason}` }]);
    expect(told(mute(cause?.project ?? ''))).toEqual([{ rule, project: cause?.project, why: `Muted: ${reason}` }]);
    expect(told(mute('elsewhere'))).toEqual(plain.unchecked.filter((one) => one.rule === rule));
  });
});
