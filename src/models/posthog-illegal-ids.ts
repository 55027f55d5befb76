/** Refused in any case. https://posthog.com/docs/data/ingestion-warnings and person-merge-service.ts */
const anyCase: ReadonlySet<string> = new Set([
  'anonymous',
  'guest',
  'distinctid',
  'distinct_id',
  'id',
  'not_authenticated',
  'email',
  'undefined',
  'true',
  'false',
]);

/** Refused as written only. */
const asWritten: ReadonlySet<string> = new Set(['[object Object]', 'NaN', 'None', 'none', 'null', '0']);

const isListed = (id: string): boolean => asWritten.has(id) || anyCase.has(id.toLowerCase());

/** Whether PostHog's merge refuses the id. Blank ids are trimmed, others are not: `" null"` passes. */
export const isIllegalId = (id: string): boolean => {
  if (id.trim() === '' || isListed(id)) return true;
  const quote = id[0];
  return (quote === "'" || quote === '"') && id.length > 1 && id.endsWith(quote) && isListed(id.slice(1, -1));
};
