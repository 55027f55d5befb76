/** An element of an XML document; `text` is its own character data. */
export type Element = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  readonly text: string;
};

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const decoded = (raw: string): string => {
  if (/[<]/.test(raw) || /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(raw)) throw new Error(`not escaped: ${raw.slice(0, 80)}`);
  return raw.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
    name === undefined ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) : (entities[name] ?? ''),
  );
};

/** What no XML 1.0 document may hold. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

const attributesOf = (raw: string): ReadonlyMap<string, string> => {
  const attributes = new Map<string, string>();
  const rest = raw.replace(/\s+([A-Za-z][\w.-]*)="([^"]*)"/g, (_, name: string, value: string) => {
    if (attributes.has(name)) throw new Error(`${name} twice`);
    attributes.set(name, decoded(value));
    return '';
  });
  if (rest.trim() !== '') throw new Error(`no attributes: ${rest}`);
  return attributes;
};

/** Reads XML without namespaces, comments and CDATA, and throws at whatever is not well-formed. */
export const parseXml = (document: string): Element => {
  if (impossible.test(document)) throw new Error('a character that XML cannot hold');
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(document)?.[0];
  if (head === undefined) throw new Error('no declaration');
  type Open = { name: string; attributes: ReadonlyMap<string, string>; children: Element[]; text: string };
  const stack: Open[] = [{ name: '', attributes: new Map(), children: [], text: '' }];
  const top = (): Open => stack.at(-1) as Open;
  let at = head.length;
  const tag = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*="[^"]*")*)\s*(\/?)>/gy;
  while (at < document.length) {
    const next = document.indexOf('<', at);
    top().text += decoded(document.slice(at, next < 0 ? undefined : next));
    if (next < 0) break;
    tag.lastIndex = next;
    const found = tag.exec(document);
    if (found === null) throw new Error(`no tag: ${document.slice(next, next + 80)}`);
    const [whole, closes, name = '', raw = '', empty] = found;
    at = next + whole.length;
    if (closes === '/') {
      const { ...element } = stack.pop() as Open;
      if (element.name !== name || stack.length === 0) throw new Error(`</${name}> closes <${element.name}>`);
      top().children.push(element);
    } else if (empty === '/') top().children.push({ name, attributes: attributesOf(raw), children: [], text: '' });
    else stack.push({ name, attributes: attributesOf(raw), children: [], text: '' });
  }
  const [root, ...more] = (stack[0] as Open).children;
  if (stack.length !== 1 || root === undefined || more.length > 0 || (stack[0] as Open).text.trim() !== '') throw new Error('not one root');
  return root;
};
