import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieceMinLength } from '../../../src/messages/limits.ts';
import type { PanelCommand } from '../../../src/messages/panel.ts';
import { noteMaxLength, parseCommand } from '../../../src/messages/parse-command.ts';

/** One of those commands of a session that hold more than their kind. */
const commands: readonly PanelCommand[] = [
  { kind: 'session.show' },
  { kind: 'device.add', name: 'phone.idscope.json', text: '{}' },
  { kind: 'device.add', name: 'tail of a tablet.idscope.json', text: '}', request: 4, pieces: 2 },
  { kind: 'piece.give', request: 4, index: 0, text: '{' },
  { kind: 'device.remove', name: 'phone.idscope.json' },
  { kind: 'copy.read', request: 3 },
  { kind: 'mark.add', note: 'before the log-in' },
  { kind: 'recording.import', name: 'a.har', text: '{}', add: true },
  { kind: 'row.read', request: 1, key: 'call:1' },
  { kind: 'signal.add', signal: 'login' },
];

describe('what a panel says', () => {
  it.each(commands)('$kind passes as it is, through a port', (command) => {
    expect(parseCommand(JSON.parse(JSON.stringify(command)))).toEqual(command);
  });

  it.each(commands)('$kind loses what it has no member for', (command) => {
    expect(parseCommand({ ...command, admin: true, toString: 'x' })).toEqual(command);
  });

  it.each(
    commands.flatMap((command) =>
      Object.keys(command)
        .filter(
          (name) => name !== 'kind' && name !== 'add' && !(command.kind === 'device.add' && (name === 'request' || name === 'pieces')),
        )
        .map((name) => [command, name] as const),
    ),
  )('%o passes neither without its %s nor with another thing in its place', (command, name) => {
    const { [name]: _, ...without } = command as Record<string, unknown>;
    expect(parseCommand(without)).toBeNull();
    for (const other of [null, [], {}, true]) expect(parseCommand({ ...command, [name]: other })).toBeNull();
  });

  it.each([-1, 0.5, Number.NaN, '1', null])('a file without a usable number is a whole one: %s', (pieces) => {
    const file = { kind: 'recording.import', name: 'a', text: '{}' };
    expect(parseCommand({ ...file, request: pieces, pieces })).toEqual({ ...file, add: false });
    expect(parseCommand({ kind: 'piece.give', request: 1, index: pieces, text: '' })).toBeNull();
  });

  it('does not take a file that no port can carry, and cuts a note', () => {
    const long = 'x'.repeat(pieceMinLength + 1);
    expect(parseCommand({ kind: 'device.add', name: 'a', text: long })).toBeNull();
    expect(parseCommand({ kind: 'piece.give', request: 1, index: 0, text: long })).toBeNull();
    expect(parseCommand({ kind: 'mark.add', note: 'x'.repeat(noteMaxLength + 9) })).toEqual({
      kind: 'mark.add',
      note: 'x'.repeat(noteMaxLength),
    });
  });

  it('is nothing, or a command of its own kind, whatever it is', () => {
    const kinds = fc.constantFrom(...commands.map(({ kind }) => kind), 'panel.hello', 'options.set', 'toString', '__proto__');
    const names = fc.constantFrom('kind', 'name', 'text', 'note', 'request', 'add', 'key', 'signal', 'options', 'redact');
    const anything = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.oneof(kinds, fc.jsonValue(), fc.integer())));
    fc.assert(
      fc.property(anything, kinds, (value, kind) => {
        const said = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, kind } : value;
        const parsed = parseCommand(said);
        return parsed === null || (typeof said === 'object' && said !== null && 'kind' in said && parsed.kind === said.kind);
      }),
      { numRuns: 2000 },
    );
  });
});
