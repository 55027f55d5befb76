import { reportsMaxLength } from '../../messages/limits.ts';

/** The reports that a message's text holds, none of them looked at yet; null for a text that is none or is too long. */
export const reportList = (text: string): readonly unknown[] | null => {
  if (text.length > reportsMaxLength) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};
