const space = new Set([' ', '\n', '\r', '\t']);

/** Where the string that opens at `at` is over; the length of the text when it never is. */
const endOfString = (text: string, at: number): number => {
  for (let next = at + 1; next < text.length; next += 1) {
    const char = text[next];
    if (char === '"') return next + 1;
    if (char === '\\') next += 1;
  }
  return text.length;
};

const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;

/**
 * Where a text stops being JSON, as an index into it: its length when it ends too early, null when nothing is wrong
 * between its strings. Engines word their errors differently, and often without the place.
 */
export const jsonFault = (text: string): number | null => {
  const open: string[] = [];
  let expected: 'value' | 'key' | 'colon' | 'more' = 'value';
  let empty = false;
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (space.has(char)) {
      at += 1;
      continue;
    }
    const inside = open.at(-1);
    if (expected === 'more') {
      if (inside === undefined) return at;
      if (char === ',') expected = inside === '{' ? 'key' : 'value';
      else if (char === (inside === '{' ? '}' : ']')) open.pop();
      else return at;
      empty = false;
      at += 1;
    } else if (expected === 'colon') {
      if (char !== ':') return at;
      expected = 'value';
      at += 1;
    } else if (empty && char === (inside === '{' ? '}' : ']')) {
      open.pop();
      [expected, empty] = ['more', false];
      at += 1;
    } else if (char === '"') {
      at = endOfString(text, at);
      [expected, empty] = [expected === 'key' ? 'colon' : 'more', false];
    } else if (expected === 'key') return at;
    else if (char === '{' || char === '[') {
      open.push(char);
      [expected, empty] = [char === '{' ? 'key' : 'value', true];
      at += 1;
    } else {
      word.lastIndex = at;
      const found = word.exec(text);
      if (found === null) return at;
      at = word.lastIndex;
      [expected, empty] = ['more', false];
    }
  }
  return expected === 'more' && open.length === 0 ? null : text.length;
};
