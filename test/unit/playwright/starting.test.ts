import type { Frame } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { createStarting, type PageRequest } from '../../../src/playwright/starting.ts';

const page = {} as Frame;
const request = (type: string, frame: Frame | null = page): PageRequest => ({
  frame: () => {
    if (frame === null) throw new Error('Service Worker requests do not have an associated frame.');
    return frame;
  },
  isNavigationRequest: () => type === 'document',
  resourceType: () => type,
});
const setUp = () => {
  const clock = { now: 1_000_000 };
  const starting = createStarting(() => clock.now);
  const load = (type: string, frame: Frame | null = page): PageRequest => {
    const one = request(type, frame);
    starting.take(one);
    return one;
  };
  return { clock, starting, load };
};

describe('whether pages still load what may call an SDK', () => {
  test.each(['script', 'fetch', 'xhr'])('a %s without an answer keeps a new page starting, until it has one', (type) => {
    const { starting, load } = setUp();
    load('document');
    const one = load(type);
    expect(starting.isBusy()).toBe(true);
    starting.drop(one);
    expect(starting.isBusy()).toBe(false);
  });

  test('not a picture, not a page alone, and nothing of a worker', () => {
    const { starting, load } = setUp();
    load('document');
    load('image');
    load('script', null);
    expect(starting.isBusy()).toBe(false);
  });

  test('a poll that never ends counts for five seconds, and one that begins later not at all', () => {
    const { clock, starting, load } = setUp();
    load('document');
    load('fetch');
    clock.now += 4_999;
    expect(starting.isBusy()).toBe(true);
    clock.now += 1;
    expect(starting.isBusy()).toBe(false);
    load('fetch');
    expect(starting.isBusy()).toBe(false);
    load('document');
    load('script');
    expect(starting.isBusy()).toBe(true);
  });
});
