import { expect, test } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { buildSharedView } from '../../../src/extension/background/view/build-view.ts';
import { flows } from '../../../src/flows/index.ts';
import { models } from '../../../src/models/index.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import { toStrip } from '../../../src/reports/strip.ts';
import { recordingOf } from '../../support/recording-builder.ts';

test('refused links are told once each, with the row that asked first, and sign-ups are counted', () => {
  const recording = recordingOf((r) => {
    const d = r.document('https://shop.test/');
    d.mixpanel('T').anonymous('D1');
    d.track('View');
    d.identify('U1');
    d.track('Buy');
    d.identify('U2');
    d.track('Buy');
    d.track('Buy');
    d.send();
  });
  const engine = createEngine(defaultOptions);
  engine.append(recording.observations);
  const view = buildSharedView(engine.result(), defaultOptions, { adapters, models, flows, toStrip });
  const [refusal, ...others] = view.projects[0]?.refusals ?? [];
  expect(others).toEqual([]);
  expect(refusal?.times).toBeGreaterThan(1);
  expect([...(refusal?.ids ?? [])].sort()).toEqual(['$device:D1', 'U2']);
  expect(refusal?.reason).toBe('errAnonDistinctIdAssignedAlready');
  expect(view.rows.find((row) => row.key === refusal?.key)?.merge).toBe('refused');
  expect(view.projects[0]?.signUps).toMatchObject({ called: 2, delivered: 2 });
});
