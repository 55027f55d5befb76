import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Text of a file of the project. */
export const read = (path: string): string => readFileSync(root + path, 'utf8');

/** Files below a folder of the project, as paths from its top; `ends` picks by ending. Empty when the folder is not there. */
export function filesBelow(folder: string, ...ends: readonly string[]): readonly string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(folder);
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && (ends.length === 0 || ends.some((end) => entry.name.endsWith(end))))
    .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`.replaceAll('//', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .sort();
}

const list = (folder: string) => readdirSync(root + folder, { recursive: true, withFileTypes: true });

/** Every TypeScript file of `src/`. */
export const sources = (): readonly string[] => filesBelow('src', '.ts', '.tsx');

/**
 * The text with comments and the insides of strings blanked out, line breaks kept. Good enough for this code base:
 * a regular expression with an unbalanced quote in it is the one thing it takes for a string.
 */
export function codeOf(text: string): string {
  const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|\$\{[^}]*\}|[^`\\])*`/g;
  return text.replace(pattern, (found) => {
    const blank = found.replaceAll(/[^\n]/g, ' ');
    if (found.startsWith('/')) return blank;
    // What a template inserts is code, and stays.
    if (found.startsWith('`')) return `\`${(found.match(/\$\{[^}]*\}/g) ?? []).join(' ')}${'\n'.repeat(found.split('\n').length - 1)}\``;
    return `${found[0]}${blank.slice(2)}${found[0]}`;
  });
}

export type Import = { readonly from: string; readonly typeOnly: boolean };

/** Static and dynamic imports and re-exports of a file. `typeOnly` when nothing of it is left after compilation. */
export function importsOf(text: string): readonly Import[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*/gm, '');
  const found: Import[] = [];
  for (const match of code.matchAll(/(?:^|[;\n}])\s*(?:import|export)\s+(type\s+)?([^'"`;]*?\bfrom\s*)?['"]([^'"\n]+)['"]/g)) {
    const [, type, clause, from] = match;
    if (from === undefined) continue;
    const names = /\{([^}]*)\}/
      .exec(clause ?? '')?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    const allTypes =
      names !== undefined && names.length > 0 && !/[\w$]\s*,\s*\{/.test(clause ?? '') && names.every((name) => /^\s*type\s/.test(name));
    found.push({ from, typeOnly: type !== undefined || allTypes });
  }
  for (const match of code.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]/g))
    if (match[1] !== undefined) found.push({ from: match[1], typeOnly: false });
  return found;
}
