import { type Json, member } from './json.ts';

const text = (value: Json | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * The version of the library that sent a payload, as it says itself; null when it does not. Mixpanel and PostHog:
 * `properties.$lib_version`; the Segment shape: `context.library.version`; Amplitude: `library`, a name, a slash and the version.
 */
export const libraryVersion = (payload: Json): string | null => {
  const named = text(member(payload, 'library'))?.split('/') ?? [];
  return (
    text(member(member(payload, 'properties'), '$lib_version')) ??
    text(member(member(member(payload, 'context'), 'library'), 'version')) ??
    (named.length > 1 ? text(named.at(-1)) : null)
  );
};
