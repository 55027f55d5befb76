/** The words for files that are opened by hand or dropped. */
export const fileWords = {
  drop: 'Drop to open',
  dropHelp: 'Recordings (*.idscope.json), HARs or NDJSON; several are one analysis',
  dropDevice: 'Drop to add as another device',
  opening: (name: string): string => `Opening ${name}`,
  openingOf: (name: string, place: number, of: number): string => `Opening ${name} (${place} of ${of})`,
  tooLarge: (megabytes: number): string => `it is larger than ${megabytes} MB. The command reads larger ones.`,
  unreadable: 'the browser could not read it.',
  someFailed: (failed: number, of: number, each: readonly string[]): string =>
    `${failed} of ${of} files could not be opened. ${each.join(' · ')}`,
};
