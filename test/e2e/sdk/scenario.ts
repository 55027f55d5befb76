import type { Form, SdkUnderTest } from './sdk-under-test.ts';

/** The common scenario as the page's statements: an anonymous event, a user, an event, a reset, an event, a second user, an event. */
export const statementsOf = (sdk: SdkUnderTest, form: Form): readonly string[] =>
  [
    sdk.track('Seen'),
    sdk.identify('u-1'),
    sdk.track('Bought'),
    sdk.reset,
    sdk.track('Seen again'),
    sdk.identify('u-2'),
    sdk.track('Bought too'),
  ].map((statement) => statement.replaceAll('%', form.sdk));
