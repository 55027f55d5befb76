import { isId } from '../core/field.ts';
import { isJsonObject } from '../core/json.ts';
import { cookieName } from './limits.ts';
import type { PageMessage } from './page.ts';

const lifecycles = ['active', 'prerender', 'bfcache'] as const;

/** What a bridge said, or null. Bridges run in hostile processes: nothing but these shapes passes. */
export const parsePageMessage = (value: unknown): PageMessage | null => {
  if (!isJsonObject(value)) return null;
  if (value.kind === 'page.reported' && typeof value.reports === 'string') return { kind: 'page.reported', reports: value.reports };
  if (value.kind === 'page.cookie') {
    const { name, value: held } = value;
    if (typeof name !== 'string' || !cookieName.test(name)) return null;
    return typeof held === 'string' && held !== '' && isId(held)
      ? { kind: 'page.cookie', name, value: held }
      : { kind: 'page.cookie', name, value: null };
  }
  if (value.kind !== 'page.hello' || typeof value.version !== 'number') return null;
  const lifecycle = lifecycles.find((each) => each === value.lifecycle);
  return lifecycle === undefined ? null : { kind: 'page.hello', version: value.version, lifecycle };
};
