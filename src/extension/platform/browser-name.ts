/** `Chromium 156`, `Firefox 153` or null: for the recording's head. */
export const browserName = (userAgent: string): string | null => {
  const match = /(Firefox|Chrome)\/(\d+)/.exec(userAgent);
  return match === null ? null : `${match[1] === 'Chrome' ? 'Chromium' : 'Firefox'} ${match[2]}`;
};
