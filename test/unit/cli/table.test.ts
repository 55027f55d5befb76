import { describe, expect, it } from 'vitest';
import { table } from '../../../src/cli/output/table.ts';

describe('a table', () => {
  it('aligns its columns and leaves out empty ones', () => {
    expect(
      table(
        ['id', 'none', 'name'],
        [
          ['1', '', 'a'],
          ['200', '', 'bé'],
        ],
      ),
    ).toBe(['  id   name', '  1    a', '  200  bé'].join('\n'));
  });

  it('cuts long cells and shows no control characters', () => {
    expect(table(['x'], [['\u001b[31mred']], 20)).toBe('  x\n  ·[31mred');
    expect(table(['x'], [['abcdef']], 4)).toBe('  x\n  abc…');
  });
});
