import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/hook/guard.ts';
import { startVendor } from '../../../src/hook/instances.ts';
import { vendorFiles } from '../../../src/hook/vendors/index.ts';
import type { Reach, Vendor } from '../../../src/hook/vendors/vendor.ts';

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
    expect(asked(file.vendor())).toEqual(file.watches === '' ? [] : file.watches.split(',').sort());
  });

  test('no name is watched for two vendors: only the first would see it', () => {
    const names = vendorFiles.flatMap(({ watches }) => (watches === '' ? [] : watches.split(',')));
    expect(names.length).toBe(new Set(names).size);
  });

  test.each(named)('%s: nothing of it is made until the page asks for one of its names or sets it', (_name, file) => {
    const page: Record<string, unknown> = {};
    let made = 0;
    const errors: string[] = [];
    const events = new Map<string, (event: Event) => void>();
    startVendor(
      {
        watches: file.watches,
        vendor: () => ({
          ...file.vendor(),
          reach: () => {
            made += 1;
          },
        }),
      },
      {
        page: page as never,
        on: (name, run) => void events.set(name, run as (event: Event) => void),
        guard: createGuard((why) => errors.push(why)),
      },
      () => ({ calls: {}, stored: {}, reporter: {}, hosts: new Map() }) as never,
    );
    expect(made).toBe(0);
    const names = Object.getOwnPropertyNames(page);
    expect([...names, ...[...events.keys()].map((event) => `@${event}`)].sort()).toEqual(
      file.watches === '' ? [] : file.watches.split(',').sort(),
    );
    if (names[0] === undefined) return;
    void page[names[0]];
    expect(made).toBe(1);
    page[names[0]] = 1;
    expect(made).toBe(1);
  });
});
