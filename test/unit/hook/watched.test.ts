import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/hook/guard.ts';
import { vendorFiles, watchesOf } from '../../../src/hook/vendors/index.ts';
import type { Reach, Vendor } from '../../../src/hook/vendors/vendor.ts';
import { watchNames } from '../../../src/hook/watching.ts';

const named = vendorFiles.map((file) => [file.vendor().name, file] as const);

/** What a vendor's file asks the hook to watch on the window, by name, events after an `@`. */
const asked = (vendor: Vendor): readonly string[] => {
  const names: string[] = [];
  const page = {};
  const ignored = (): undefined => undefined;
  vendor.reach({
    page,
    onGlobal: (name: string) => names.push(name),
    onAssigned: (owner: object, name: string) => owner === page && names.push(name),
    onWindowEvent: (name: string) => names.push(`@${name}`),
    found: ignored,
    stub: () => false,
    taking: ignored,
    soon: ignored,
    afterCall: (fn: unknown) => fn,
    onCall: ignored,
    current: () => null,
    drives: ignored,
  } as unknown as Reach);
  return names.sort();
};

describe('what a vendor watches', () => {
  test.each(named)('%s: the names it is woken for are those it does something with', (_name, file) => {
    expect(asked(file.vendor())).toEqual([...watchesOf(file)].sort());
  });

  test('no name is watched for two vendors: only the first would see it', () => {
    const names = vendorFiles.flatMap(watchesOf);
    expect(names.length).toBe(new Set(names).size);
  });

  test.each(named)('%s: the page is given back what it asks for and sets, and the hook is told', (_name, file) => {
    const page: Record<string, unknown> = {};
    const told: string[] = [];
    const errors: string[] = [];
    const events = new Map<string, (event: Event) => void>();
    watchNames(
      {
        page,
        on: (name, run) => void events.set(name, run as (event: Event) => void),
        guard: createGuard((why) => errors.push(why)),
      },
      watchesOf(file),
      (name, value) => {
        told.push(`${name} ${value}`);
        return value;
      },
    );
    const names = Object.getOwnPropertyNames(page);
    expect([...names, ...[...events.keys()].map((event) => `@${event}`)].sort()).toEqual([...watchesOf(file)].sort());
    expect(told).toEqual([]);
    for (const heard of events.values()) heard({ detail: 'said' } as CustomEvent & { detail: string });
    for (const name of names) {
      expect(page[name]).toBeUndefined();
      page[name] = 1;
      expect(page[name]).toBe(1);
    }
    expect(told).toEqual([
      ...[...events.keys()].map((name) => `${name} said`),
      ...names.flatMap((name) => [`${name} undefined`, `${name} 1`]),
    ]);
    expect(errors).toEqual([]);
  });
});
