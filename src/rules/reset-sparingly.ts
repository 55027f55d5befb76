/** What has to be added to every advice to reset: in Mixpanel's original merge each reset uses up one of the ids that a user may have. */
export const resetSparingly = (model: string | null): string =>
  model === 'mixpanel-original'
    ? " With Mixpanel's Original ID Merge do not reset on every log-out, though: each reset uses up one of 500 ids. Reset only when another person is certain to follow."
    : '';
