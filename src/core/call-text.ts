import type { ClientArgs } from './client.ts';
import type { Json } from './json.ts';

/** A call as a page would write it: `identify('U1', {plan: 'a'})`. */
export type CallText = { readonly method: string; readonly args: ClientArgs };

const blanks = /[\s]*/y;
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const number = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const text = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/y;
const instances = /^(mixpanel|analytics|posthog|amplitude|rudderanalytics)\./;
const words: Readonly<Record<string, Json | undefined>> = { null: null, true: true, false: false, undefined };

class Unreadable extends Error {}

/** Reads literals as JavaScript writes them: texts in either quotes, numbers, lists, and objects whose names need no quotes. */
const createReader = (source: string) => {
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  const has = (sign: string): boolean => {
    match(blanks);
    if (!source.startsWith(sign, at)) return false;
    at += sign.length;
    return true;
  };
  const need = (sign: string): void => {
    if (!has(sign)) throw new Unreadable();
  };
  const string = (): string | null => {
    const found = match(text);
    if (found === null) return null;
    const inner = found[1]?.replaceAll(/\\'|"/g, (sign) => (sign === '"' ? '\\"' : "'")) ?? found[2] ?? '';
    return JSON.parse(`"${inner}"`) as string;
  };
  const list = (end: string): (Json | undefined)[] => {
    const items: (Json | undefined)[] = [];
    while (!has(end)) {
      items.push(value());
      if (!has(',')) {
        need(end);
        break;
      }
    }
    return items;
  };
  const object = (): Json => {
    const members: Record<string, Json> = {};
    while (!has('}')) {
      match(blanks);
      const name = string() ?? match(word)?.[0] ?? match(number)?.[0];
      if (name === undefined) throw new Unreadable();
      need(':');
      const inner = value();
      if (inner !== undefined) members[name] = inner;
      if (!has(',')) {
        need('}');
        break;
      }
    }
    return members;
  };
  const value = (): Json | undefined => {
    if (has('{')) return object();
    if (has('[')) return list(']').map((item) => item ?? null);
    const quoted = string();
    if (quoted !== null) return quoted;
    const digits = match(number)?.[0];
    if (digits !== undefined) return Number(digits);
    const name = match(word)?.[0] ?? '';
    if (!Object.hasOwn(words, name)) throw new Unreadable();
    return words[name];
  };
  return { list, done: () => has('') && at === source.length };
};

/** Null when it is no call. `mixpanel.` and the like before the method are passed over, and so is a `;` behind the call. */
export const parseCall = (source: string): CallText | null => {
  const trimmed = source
    .trim()
    .replace(/;$/, '')
    .replace(instances, '')
    .replace(/^user\(\)\.id\(/, 'user.id(');
  const open = trimmed.indexOf('(');
  const method = trimmed.slice(0, Math.max(open, 0)).trim();
  if (!/^[\w$]+(\.[\w$]+)*$/.test(method)) return null;
  const reader = createReader(trimmed.slice(open + 1));
  try {
    const args = reader.list(')');
    return reader.done() ? { method, args } : null;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return null;
    throw error;
  }
};
