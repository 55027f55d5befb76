import { useState } from 'preact/hooks';
import { isJsonObject, type Json } from '../../core/json.ts';
import { count } from '../format.ts';
import { words } from '../words/en.ts';

/** Members drawn before "more" must be pressed, and how deep a value opens by itself. */
const firstMembers = 50;
const openDepth = 1;
const longestText = 400;

const Leaf = ({ value }: { readonly value: Exclude<Json, object> | null }) => {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const kind = value === null ? 'null' : typeof value;
  return <span class={`json-${kind}`}>{text.length > longestText ? `${text.slice(0, longestText)}…` : text}</span>;
};

type MembersProps = { readonly members: readonly (readonly [string, Json])[]; readonly depth: number };

const Members = ({ members, depth }: MembersProps) => {
  const [limit, setLimit] = useState(firstMembers);
  return (
    <ul class="json-members">
      {members.slice(0, limit).map(([name, value]) => (
        <li key={name}>
          <JsonTree name={name} value={value} depth={depth + 1} />
        </li>
      ))}
      {members.length > limit && (
        <li>
          <button type="button" class="link" onClick={() => setLimit(limit + 10 * firstMembers)}>
            {words.json.more(members.length - limit)}
          </button>
        </li>
      )}
    </ul>
  );
};

export type JsonTreeProps = { readonly name?: string; readonly value: Json; readonly depth?: number };

/** A value as a tree that opens by level. Text nodes only: the value comes from a page. */
export const JsonTree = ({ name, value, depth = 0 }: JsonTreeProps) => {
  const [open, setOpen] = useState(depth < openDepth);
  const label = name === undefined ? null : <span class="json-name">{name}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <span class="json-line">
        {label}
        <Leaf value={value} />
      </span>
    );
  }
  const members: (readonly [string, Json])[] = isJsonObject(value)
    ? Object.entries(value)
    : (value as readonly Json[]).map((item, index) => [count(index), item] as const);
  const summary = isJsonObject(value) ? `{ ${words.json.object(members.length)} }` : `[ ${words.json.list(members.length)} ]`;
  if (members.length === 0) {
    return (
      <span class="json-line">
        {label}
        <span class="muted">{isJsonObject(value) ? '{}' : '[]'}</span>
      </span>
    );
  }
  return (
    <div class="json">
      <button type="button" class="json-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        <span class="muted">{summary}</span>
      </button>
      {open && <Members members={members} depth={depth} />}
    </div>
  );
};
