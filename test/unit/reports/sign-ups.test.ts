import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { createEngine } from '../../../src/reports/engine.ts';
import { type SignUps, signUpsOf } from '../../../src/reports/sign-ups.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const countOf = (build: (r: RecordingBuilder) => void): SignUps | undefined => {
  const engine = createEngine(defaultOptions);
  engine.append(recordingOf(build).observations);
  const project = engine.result().analysis.projects[0];
  return project && signUpsOf(project);
};

describe('sign-ups', () => {
  it('count who was identified, and whose anonymous history came along', () => {
    const counted = countOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel('T').anonymous('D1');
      d.track('View');
      d.send();
      d.identify('U1');
      d.track('Buy');
      d.track('Buy again');
      d.send();
    });
    expect(counted).toEqual({ called: 1, delivered: 1, hadHistory: 1, withHistory: 1 });
  });

  it('miss those of whom nothing arrived', () => {
    const counted = countOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel('T').anonymous('D1');
      d.track('View');
      d.send();
      d.identify('U1');
      d.track('Buy');
      d.send({ outcome: 'failed' });
    });
    expect(counted).toMatchObject({ called: 1, delivered: 0, withHistory: 0 });
  });

  it('say when the history stays with somebody else', () => {
    const counted = countOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel('T').anonymous('D1');
      d.track('View');
      d.send();
      d.identify('U1');
      d.track('Buy');
      d.send();
      const next = r.document('https://shop.test/', { device: 'other' });
      next.mixpanel('T').anonymous('D1');
      next.track('View');
      next.send();
      next.identify('U2');
      next.track('Buy');
      next.send();
    });
    expect(counted).toEqual({ called: 2, delivered: 2, hadHistory: 2, withHistory: 1 });
  });

  it('ask no history of who had none', () => {
    const counted = countOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel('T').anonymous('D1');
      d.identify('U1');
      d.track('Buy');
      d.send();
    });
    expect(counted).toEqual({ called: 1, delivered: 1, hadHistory: 0, withHistory: 0 });
  });

  it('count a person once, and nobody who bears a placeholder', () => {
    const counted = countOf((r) => {
      const d = r.document('https://shop.test/');
      d.mixpanel('T').anonymous('D1');
      d.identify('U1');
      d.track('Buy');
      d.reset('D2');
      d.identify('U1');
      d.track('Buy');
      d.reset('D3');
      d.identify('undefined');
      d.track('Buy');
      d.send();
    });
    expect(counted).toMatchObject({ called: 1, delivered: 1 });
  });
});
