/** Whether an id is on a short list. Most ids are not, by length or first character, and then their text is not looked at. */
export const listed = (ids: ReadonlySet<string>): ((id: string) => boolean) => {
  const longest = Math.max(...[...ids].map(({ length }) => length));
  /** By length and the lowest bits of the first character. */
  const may = new Uint8Array((longest + 1) << 7);
  const placeOf = (id: string): number => (id.length << 7) | (id.charCodeAt(0) & 127);
  for (const id of ids) may[placeOf(id)] = 1;
  return (id) => id.length <= longest && may[placeOf(id)] === 1 && ids.has(id);
};
