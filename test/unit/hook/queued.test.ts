import { describe, expect, test } from 'vitest';
import { createQueuedCalls } from '../../../src/hook/queued.ts';

describe('queued calls', () => {
  test('are joined by method and arguments, whatever the order of the replay', () => {
    const queue = createQueuedCalls();
    queue.add('c-1', 'mixpanel', 'track', '["A"]');
    queue.add('c-2', 'mixpanel', 'identify', '["u"]');
    queue.add('c-3', 'mixpanel', 'track', '["B"]');
    expect(queue.take('mixpanel', 'identify', '["u"]')).toBe('c-2');
    expect(queue.take('mixpanel', 'track', '["B"]')).toBe('c-3');
    expect(queue.take('mixpanel', 'track', '["A"]')).toBe('c-1');
  });

  test('are used once, the oldest first', () => {
    const queue = createQueuedCalls();
    queue.add('c-1', 'segment', 'track', '["A"]');
    queue.add('c-2', 'segment', 'track', '["A"]');
    expect([1, 2, 3].map(() => queue.take('segment', 'track', '["A"]'))).toEqual(['c-1', 'c-2', null]);
  });

  test('are not taken by another vendor, method or argument', () => {
    const queue = createQueuedCalls();
    queue.add('c-1', 'segment', 'track', '["A"]');
    expect(queue.take('mixpanel', 'track', '["A"]')).toBeNull();
    expect(queue.take('segment', 'page', '["A"]')).toBeNull();
    expect(queue.take('segment', 'track', '["a"]')).toBeNull();
  });
});
