import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import type { Observation } from '../../../src/core/observation.ts';

const seen = (document: string, seq: number, at: number): Observation => ({
  seq,
  at,
  document,
  device: 'browser',
  kind: 'mark.added',
  note: '',
});
const order = (log: ReturnType<typeof createLog>): string[] =>
  log.entries.map(({ observation: { document, seq }, position }) => `${document}${seq}@${position.at}`);

describe('the log', () => {
  it('orders by seq within a document and by time between documents', () => {
    const log = createLog();
    log.append([seen('a', 0, 10), seen('a', 1, 30), seen('b', 0, 20)]);
    expect(order(log)).toEqual(['a0@10', 'b0@20', 'a1@30']);
  });

  it('lets time run on in a document whose clock went back', () => {
    const log = createLog();
    log.append([seen('a', 0, 50), seen('a', 1, 10), seen('b', 0, 40)]);
    expect(order(log)).toEqual(['b0@40', 'a0@50', 'a1@50']);
  });

  it('drops what it has already', () => {
    const log = createLog();
    log.append([seen('a', 0, 1)]);
    expect(log.append([seen('a', 0, 1), seen('a', 0, 9)])).toBe(1);
    expect(order(log)).toEqual(['a0@1']);
  });

  it('says from where the order changed', () => {
    const log = createLog();
    expect(log.append([seen('a', 0, 1), seen('a', 1, 5)])).toBe(0);
    expect(log.append([seen('a', 2, 9)])).toBe(2);
    expect(log.append([seen('b', 0, 3)])).toBe(1);
    expect(order(log)).toEqual(['a0@1', 'b0@3', 'a1@5', 'a2@9']);
  });

  it('moves the whole rest of a document when a late observation pushes its time', () => {
    const log = createLog();
    log.append([seen('a', 0, 1), seen('a', 2, 4), seen('b', 0, 6)]);
    expect(log.append([seen('a', 1, 8)])).toBe(1);
    expect(order(log)).toEqual(['a0@1', 'b0@6', 'a1@8', 'a2@8']);
  });
});
