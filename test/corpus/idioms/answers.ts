import type { Reply } from '../../../demo/http.ts';
import { json } from '../../e2e/sdk/sdk-site.ts';
import type { Asked, Place, SdkUnderTest } from '../../e2e/sdk/sdk-under-test.ts';

/** The vendor's stand-in of the SDK tests: settings, then ingestion; null for what it does not know. */
export const answersOf =
  (sdk: SdkUnderTest) =>
  (asked: Asked, place: Place): Reply | null => {
    const settings = sdk.settings(asked, place);
    if (settings !== null) return settings;
    return sdk.payloads(asked) === null ? null : (sdk.accepted?.(asked) ?? json({ success: true }));
  };

/** Text of a literal in a script of a page. */
export const literal = (value: unknown): string => JSON.stringify(value);
